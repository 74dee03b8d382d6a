/**
 * The house's players of sound and video, over the browser's own.
 *
 * Markup: templates/components/audio_player.html and video_player.html. Where this module does not run the
 * browser's controls stay. One recording plays at a time, whoever started it.
 */

const STEP = 5;
const LEAP = 30;
/** Milliseconds for which the address at which a bucket plays a recording is surely good (media_assets/views/serving.py). */
const GOOD = 4 * 60 * 1000;

const clock = (seconds) => {
  const whole = Math.max(0, Math.round(seconds || 0));
  const two = (n) => String(n).padStart(2, "0");
  const [hours, minutes, left] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return hours ? `${hours}:${two(minutes)}:${two(left)}` : `${minutes}:${two(left)}`;
};

class Player {
  constructor(root) {
    this.root = root;
    this.media = root.querySelector("audio, video");
    this.find = (name) => root.querySelector(`[data-${name}]`);
    this.seekBar = this.find("seek");
    this.message = this.find("message");
    this.led = Infinity;

    this.showControls();
    this.listenToMedia();
    this.listenToPeople();
    this.tell();
  }

  get duration() {
    return Number.isFinite(this.media.duration) ? this.media.duration : Number(this.media.dataset.duration);
  }

  showControls() {
    const waveform = this.root.querySelector(".player__waveform");
    if (waveform) {
      this.root.style.setProperty("--waveform", `url("${waveform.src}")`);
      this.root.classList.add("player--waved");
    }
    this.media.controls = false;
    this.find("controls").hidden = false;
    if (this.find("start")) this.find("start").hidden = false;
    this.root.classList.add("player--ready");
  }

  listenToMedia() {
    const on = (events, action) => events.split(" ").forEach((event) => this.media.addEventListener(event, action));
    on("timeupdate durationchange seeked", () => this.tell());
    on("play pause ended", () => this.tellState());
    on("volumechange", () => this.find("mute").setAttribute("aria-pressed", this.media.muted));
    on("waiting", () => this.say("loading"));
    on("playing canplay", () => this.say());
    on("error", () => this.say("error"));
    on("loadedmetadata", () => (this.led = Date.now()));
    on("play seeking waiting", () => this.askAgain());
    // Of several forms, the last that fails leaves none.
    this.media.querySelector("source:last-of-type")?.addEventListener("error", () => this.say("error"));
    this.media.textTracks.addEventListener("change", () => this.tellCaptions());
  }

  listenToPeople() {
    const press = (name, action) => this.find(name)?.addEventListener("click", action);
    press("play", () => this.toggle());
    press("start", () => this.start());
    press("mute", () => (this.media.muted = !this.media.muted));
    press("captions", () => this.toggleCaptions());
    press("fullscreen", () => this.toggleFullScreen());
    if (this.media.localName === "video") this.media.addEventListener("click", () => this.toggle());
    this.find("rate")?.addEventListener("change", (event) => this.pace(Number(event.target.value)));
    this.seekBar.addEventListener("input", () => this.seek(Number(this.seekBar.value)));
    this.seekBar.addEventListener("keydown", (event) => {
      const leap = { ArrowLeft: -STEP, ArrowDown: -STEP, ArrowRight: STEP, ArrowUp: STEP, PageDown: -LEAP, PageUp: LEAP };
      if (!(event.key in leap)) return;
      event.preventDefault();
      this.seek(Number(this.seekBar.value) + leap[event.key]);
    });
  }

  toggle() {
    if (!this.media.paused) return this.media.pause();
    this.media.play().catch((problem) => {
      // A pause that comes before the sound does is no fault.
      if (problem.name !== "AbortError") this.say("error");
    });
  }

  /** The large button leaves once it has served, and hands the keyboard on. */
  start() {
    this.find("play").focus({ preventScroll: true });
    this.toggle();
  }

  /** A recording that is not loaded yet goes to the place when it knows its length. */
  seek(seconds) {
    const place = Math.min(Math.max(0, seconds), this.duration || 0);
    if (this.media.readyState > 0) {
      this.media.currentTime = place;
    } else {
      if (this.pending === undefined) {
        this.media.addEventListener("loadedmetadata", () => {
          this.media.currentTime = this.pending;
          this.pending = undefined;
        }, { once: true });
        this.media.preload = "metadata";
        this.media.load();
      }
      this.pending = place;
    }
    this.tell(place);
  }

  /** The browser goes back to the pace by default whenever the recording is loaded anew. */
  pace(rate) {
    this.media.defaultPlaybackRate = this.media.playbackRate = rate;
  }

  /** Where the address may have ended, the door is asked for another: the browser would knock there for half a minute. */
  askAgain() {
    if (Date.now() - this.led < GOOD) return;
    const { currentTime: place, paused } = this.media;
    this.led = Infinity;
    this.media.load();
    this.seek(place);
    if (!paused) this.toggle();
  }

  tell(place = this.pending ?? this.media.currentTime) {
    const total = this.duration || 0;
    this.seekBar.max = total;
    this.seekBar.value = place;
    const text = this.seekBar.dataset.text.replace("{now}", clock(place)).replace("{total}", clock(total));
    this.seekBar.setAttribute("aria-valuetext", text);
    this.find("now").textContent = clock(place);
    if (total) this.find("total").textContent = clock(total);
    this.root.style.setProperty("--played", total ? (place / total).toFixed(4) : "0");
  }

  tellState() {
    const button = this.find("play");
    const playing = !this.media.paused && !this.media.ended;
    button.setAttribute("aria-label", playing ? button.dataset.labelPause : button.dataset.labelPlay);
    this.root.classList.toggle("player--playing", playing);
    if (playing && this.find("start")) this.find("start").hidden = true;
  }

  toggleCaptions() {
    const [track] = this.media.textTracks;
    track.mode = track.mode === "showing" ? "disabled" : "showing";
  }

  /** The browser may show captions by itself, to people who asked it to. */
  tellCaptions() {
    this.find("captions")?.setAttribute("aria-pressed", this.media.textTracks[0]?.mode === "showing");
  }

  /** Telephones that give the whole screen to the video alone get it their way. */
  toggleFullScreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else if (this.root.requestFullscreen) this.root.requestFullscreen();
    else this.media.webkitEnterFullscreen?.();
  }

  say(what) {
    this.message.textContent = what === "error" ? this.message.dataset.labelError
      : what === "loading" ? this.message.dataset.labelLoading : "";
    this.root.classList.toggle("player--failed", what === "error");
  }
}

document.addEventListener("play", ({ target }) => {
  for (const other of document.querySelectorAll("audio, video")) if (other !== target) other.pause();
}, true);

for (const root of document.querySelectorAll("[data-player]")) new Player(root);
