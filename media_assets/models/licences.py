"""The licences under which the office has a work, and which of them let the public take it away."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Licence(models.TextChoices):
    """Under what terms the office may use a work, and the public may after it."""

    OWN = "own", _("Own work, all rights reserved")
    CC_BY = "cc-by", _("Creative Commons Attribution 4.0")
    CC_BY_SA = "cc-by-sa", _("Creative Commons Attribution-ShareAlike 4.0")
    CC_BY_NC_ND = "cc-by-nc-nd", _("Creative Commons Attribution-NonCommercial-NoDerivatives 4.0")
    CC0 = "cc0", _("Public domain (CC0)")
    FREE = "free", _("Free licence named in the credit")
    BOUGHT = "bought", _("Bought licence")
    EDITORIAL = "editorial", _("Editorial use only")


#: Licences under which the public may take the file away.
OPEN_LICENCES = frozenset({Licence.CC_BY, Licence.CC_BY_SA, Licence.CC_BY_NC_ND, Licence.CC0, Licence.FREE})

LICENCE_ADDRESSES = {
    Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/deed.es",
    Licence.CC_BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/deed.es",
    Licence.CC_BY_NC_ND: "https://creativecommons.org/licenses/by-nc-nd/4.0/deed.es",
    Licence.CC0: "https://creativecommons.org/publicdomain/zero/1.0/deed.es",
}
