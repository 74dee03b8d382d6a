"""The same, in the words of schema.org (JSON-LD)."""

from cms.addresses import absolute
from editorial.models import (
    BulletinPage,
    CampaignPage,
    EditionPage,
    EpisodePage,
    HomePage,
    ProgrammePage,
    PublicationPage,
)
from media_assets.metadata.public_copies import standing
from media_assets.models import Channel, Piece

PUBLICATIONS = {
    PublicationPage.Type.MAGAZINE: "Periodical",
    PublicationPage.Type.NEWSPAPER: "Newspaper",
    PublicationPage.Type.BOOK: "Book",
    PublicationPage.Type.BOOKLET: "Book",
    PublicationPage.Type.REPORT: "Report",
    PublicationPage.Type.DOCUMENT: "DigitalDocument",
}
PIECES = {
    Channel.PRINT: "VisualArtwork",
    Channel.RADIO: "AudioObject",
    Channel.TV: "VideoObject",
    Channel.WEB: "ImageObject",
}


def of(content, url, description, picture, chrome) -> dict:
    """The schema.org description of a page or piece; empty values are left out."""
    common = {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "name": content.title,
        "description": description,
        "url": url,
        "inLanguage": "es-CO",
        "image": picture.url if picture else None,
        "datePublished": _moment(content.first_published_at),
        "dateModified": _moment(content.last_published_at),
        "publisher": _office(chrome),
    }
    return _without_empty(common | _of_type(content, chrome))


def _of_type(content, chrome) -> dict:
    match content:
        case HomePage():
            return {
                "@type": "WebSite",
                "potentialAction": {
                    "@type": "SearchAction",
                    "target": absolute("/buscar/?q={search_term_string}"),
                    "query-input": "required name=search_term_string",
                },
            }
        case BulletinPage():
            return {
                "@type": "NewsArticle",
                "headline": content.title[:110],
                "author": {"@type": "GovernmentOrganization", "name": content.department.name},
                "articleSection": content.department.name,
                "keywords": [topic.name for topic in content.topics.all()],
                "dateline": content.dateline_place,
                "correction": [
                    {"@type": "CorrectionComment", "text": note.text, "datePublished": note.date.isoformat()}
                    for note in content.corrections.all()
                ],
            }
        case PublicationPage():
            return {
                "@type": PUBLICATIONS[content.publication_type],
                "issn": content.issn,
                "author": {"@type": "GovernmentOrganization", "name": content.department.name},
            }
        case EditionPage():
            title = content.get_parent()
            return {
                "@type": "PublicationIssue",
                "issueNumber": content.issue_number,
                "isbn": content.isbn,
                "datePublished": content.edition_date.isoformat(),
                "numberOfPages": content.page_count,
                "isPartOf": {"@type": "Periodical", "name": title.title, "url": absolute(title.url)},
            }
        case CampaignPage():
            return {
                "keywords": [topic.name for topic in content.topics.all()],
                "temporalCoverage": f"{content.starts_on.isoformat()}/{content.ends_on.isoformat()}",
                "author": {"@type": "GovernmentOrganization", "name": content.department.name},
            }
        case ProgrammePage():
            return {"@type": "PodcastSeries", "webFeed": absolute(content.feed_url)}
        case EpisodePage():
            return _episode(content)
        case Piece():
            return {
                "@type": PIECES[Channel(content.channel)],
                "license": content.licence_url,
                "creditText": content.rights_owner,
                "transcript": content.transcript if content.channel in (Channel.RADIO, Channel.TV) else None,
            }
        case _:
            return {}


def _episode(page) -> dict:
    programme, media = page.get_parent(), page.media
    episode = {
        "@type": "RadioEpisode",
        "datePublished": page.broadcast_date.isoformat(),
        "episodeNumber": page.number,
        "partOfSeries": {"@type": "RadioSeries", "name": programme.title, "url": absolute(programme.url)},
    }
    if media is None or not standing(media).is_given:
        return episode
    if media.type == "video":
        episode |= {"@type": "TVEpisode"}
        episode["partOfSeries"] |= {"@type": "TVSeries"}
    episode["associatedMedia"] = {
        "@type": "VideoObject" if media.type == "video" else "AudioObject",
        "contentUrl": absolute(media.url),
        "duration": f"PT{round(media.duration)}S" if media.duration else None,
        "transcript": media.transcript,
    }
    return episode


def _office(chrome):
    if chrome is None:
        return None
    return {
        "@type": "GovernmentOrganization",
        "name": chrome.office_name,
        "parentOrganization": {"@type": "GovernmentOrganization", "name": chrome.institution},
        "logo": absolute(chrome.crest_url) if chrome.crest_url else None,
        "url": absolute(chrome.home_url),
    }


def _moment(moment):
    return moment.isoformat(timespec="seconds") if moment else None


def _without_empty(value):
    if isinstance(value, dict):
        return {name: _without_empty(item) for name, item in value.items() if item not in (None, "", [], {})}
    return [_without_empty(item) for item in value] if isinstance(value, list) else value
