// Five frames around one bot. Each shows a channel as one person sees it, or the archive, and follows what the others do.

const EVERYBODY = "everybody";
const secret = location.hash.slice(1);
const narrow = matchMedia("(max-width: 899px)");
const LINK = /discord\.com\/channels\/\d+\/(\d+)/;

/** The frames, in the order in which a letter passes through them. `by` is who looks in when everybody is here. */
const FRAMES = [
  { key: "dm", part: 1, by: "author", label: "Author’s direct messages", tabLabel: "Private" },
  { key: "desk", part: 2, by: "moderator", label: "The desk", tabLabel: "Desk", nothing: "Only moderators can see this." },
  { key: "letters", part: 3, by: "reader", label: "Letters", nothing: "This channel is closed to you." },
  { key: "thread", part: 3, by: "reader", label: "Thread", nothing: "A letter’s thread opens here." },
  { key: "archive", part: 4, by: "reader", outside: true, label: "Outside Discord", tabLabel: "Archive", nothing: "The archive is being written." },
];
const BY_KEY = Object.fromEntries(FRAMES.map((frame) => [frame.key, frame]));

const $ = (selector) => document.querySelector(selector);
let told; // what the demo says of itself, as of a moment ago
let run = "";
let whom = EVERYBODY;
let letterbox = "";
let thread = ""; // the one that somebody chose, until more is said in another
let liveliest = "";
let alone; // the link to the archive
let inFront = FRAMES[0];
let oneOnly = false;
let restarting = false;
let step = "";

/** Build an element with its properties and children. */
function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

function build() {
  for (const frame of FRAMES) {
    frame.badge = make("b", { ariaHidden: "true" }, String(frame.part));
    frame.tab = make("button", { type: "button", role: "tab", onclick: () => bringToFront(frame) }, frame.badge.cloneNode(true), ` ${frame.tabLabel ?? frame.label}`);
    frame.title = make("h2", {}, frame.label);
    frame.hintLine = make("span", { className: "hint" });
    frame.eyes = make("span", { className: "eyes" });
    frame.tools = make("span", { className: "tools" });
    frame.enlarge = make("button", { type: "button", className: "enlarge", onclick: () => enlarge(frame) }, "⤢");
    frame.window = make("iframe", { title: frame.label });
    frame.window.addEventListener("load", () => enter(frame));
    frame.absent = make("p", { className: "nothing" });
    frame.posts = make("ul", { className: "posts", hidden: true });
    frame.caption = make("div", { className: "caption", hidden: true });
    frame.section = make("section", { id: frame.key, style: `grid-area: ${frame.key}` },
      make("div", { className: "top" }, make("span", { className: "name" }, frame.badge, frame.title), frame.tools, frame.eyes, frame.enlarge, frame.hintLine),
      frame.caption,
      make("div", { className: "view" }, frame.window, frame.posts, frame.absent));
    $("#tabs").append(frame.tab);
    $("#frames").append(frame.section);
  }
  BY_KEY.dm.tools.append(make("button", { type: "button", id: "picture", title: "Send a picture that is at hand, as part of the letter", onclick: () => ask("picture", { person: looker(BY_KEY.dm).id }) }, "Attach a picture"));
  BY_KEY.thread.tools.append(make("select", { id: "which", ariaLabel: "Which letter’s thread", onchange: (event) => open(event.target.value) }));
  alone = make("a", { target: "_blank", title: "Open the archive in a tab of its own" }, "In a tab of its own");
  BY_KEY.archive.tools.append(alone);
  $("#play").onclick = () => told?.story ? ask("stop") : play();
  $("#again").onclick = startAgain;
  $("#letterbox").onchange = (event) => { letterbox = event.target.value; thread = ""; ask("open"); };
  narrow.addEventListener("change", arrange);
  arrange();
}

/** Side by side where there is room for it, one at a time where there is not or where somebody enlarged one. */
function arrange() {
  const one = oneOnly || narrow.matches;
  $("#frames").classList.toggle("one", one);
  $("#tabs").classList.toggle("one", one);
  for (const frame of FRAMES) {
    frame.section.classList.toggle("shown", frame === inFront);
    frame.tab.setAttribute("aria-selected", String(frame === inFront));
    if (frame === inFront) frame.tab.classList.remove("news");
    frame.enlarge.title = one ? "Show all" : "Enlarge";
    frame.enlarge.setAttribute("aria-label", frame.enlarge.title);
  }
}

function bringToFront(frame) {
  inFront = frame;
  arrange();
}

function enlarge(frame) {
  oneOnly = !oneOnly;
  bringToFront(frame);
}

/** What a frame's own page is listened to for: links, leaving it, and forms, which get all the room that there is. */
function enter(frame) {
  const inside = frame.window.contentDocument;
  frame.leaving = false;
  frame.window.contentWindow.addEventListener("beforeunload", () => { frame.leaving = true; });
  inside.addEventListener("click", followLink);
  const form = inside.querySelector("#modal-root");
  const grow = () => frame.section.classList.toggle("asking", Boolean(form?.childElementCount) && !form.hidden);
  if (form) new MutationObserver(grow).observe(form, { attributes: true, attributeFilter: ["hidden"], childList: true });
  grow();
}

/** The frame that shows what a link leads to. */
function destination(link) {
  const channel = link.href.match(LINK)?.[1];
  return FRAMES.find((frame) => channel && looker(frame).frames[frame.key]?.channel === channel)
    ?? (told.threads.some((each) => each.channel === channel) ? BY_KEY.thread : undefined);
}

/** A bare link to a message is called after its channel, as Discord does it; one with a text of its own keeps that. */
function nameLinks(frame) {
  for (const link of frame.window.contentDocument?.querySelectorAll('[role="log"] a') ?? []) {
    if (!LINK.test(link.textContent)) continue;
    const channel = link.href.match(LINK)[1];
    const there = destination(link);
    const name = told.threads.find((each) => each.channel === channel)?.title ?? (there && looker(there).frames[there.key].name);
    if (name) link.textContent = `#${name}`;
  }
}

/** There is no Discord to open a link in, so it leads to a frame; what leads out of the archive opens beside all this. */
function followLink(event) {
  const link = event.target.closest("a");
  if (link && (link.origin !== location.origin || link.pathname.endsWith(".xml"))) link.target = "_blank";
  if (!link || !LINK.test(link.href)) return;
  event.preventDefault();
  const there = destination(link);
  if (!there) return;
  if (there === BY_KEY.thread) open(link.href.match(LINK)[1]);
  else show(there);
}

/** Bring a frame to the front where there is one at a time, and point to it where there are several. */
function show(frame) {
  bringToFront(frame);
  frame.section.scrollIntoView({ block: "nearest" });
  frame.section.animate([{ borderColor: "#e2b36b", boxShadow: "0 0 0 2px #e2b36b" }, {}], 1500);
}

/** Show this letter's thread, until more is said in another. */
function open(channel) {
  thread = channel;
  liveliest = told.liveliest;
  show(BY_KEY.thread);
  ask();
}

function offerPeople() {
  const choices = [{ id: EVERYBODY, name: "Everybody", role: "at their places" }, ...told.people];
  $("#whom").replaceChildren(...choices.map(({ id, name, role }) => make("label", {},
    make("input", { type: "radio", name: "whom", value: id, ariaLabel: `Be ${name}`, checked: id === whom, onchange: () => { whom = id; draw(); } }),
    make("span", {}, name, make("small", {}, role)))));
  $("#letterbox").replaceChildren(...told.letterboxes.map(({ key, name }) => make("option", { value: key, selected: key === told.letterbox }, name)));
}

/** The person through whose eyes a frame is seen. While the story is played, everybody is at their place. */
function looker(frame) {
  return told.people.find((person) => whom === EVERYBODY || told.story ? person.role === frame.by : person.id === whom);
}

function draw() {
  for (const frame of FRAMES) {
    const person = looker(frame);
    const there = frame.outside ? told.archive.version && told.archive : person.frames[frame.key];
    const posts = frame.key === "letters" && told.forum && there;
    const label = frame.key === "dm" ? `${person.role[0].toUpperCase()}${person.role.slice(1)}’s direct messages` : frame.label;
    frame.title.textContent = frame.window.title = label;
    frame.eyes.textContent = frame.outside ? "as anybody" : `as ${person.name}`;
    frame.absent.textContent = frame.nothing ?? "";
    frame.absent.hidden = Boolean(there);
    frame.posts.hidden = !posts;
    frame.window.hidden = Boolean(posts);
    if (frame.outside && there) readOutside(frame, there);
    else look(frame, there && !posts ? `/frame#${secret}.${person.id}.${there.channel}` : "about:blank");
    announce(frame, there);
    const hint = frame.key === "dm" && person.role !== "author" ? "Write to the bot here, as anybody may." : told.hints[frame.key];
    say(frame, there ? hint : "");
    arrive(frame);
    frame.section.classList.toggle("next", !told.story && told.hints.next === frame.key && Boolean(there));
    nameLinks(frame);
  }
  drawThreads();
  drawStory();
  $("#done").textContent = told.hints.done;
  $("#done").hidden = !told.hints.done || Boolean(told.story);
}

/** The archive: whoever reads there stays where they are, and sees the page anew when it was written anew; but not while
 * a link is followed from it or something is typed there: to load the page anew would take that back. */
function readOutside(frame, { address, version }) {
  const page = address + (told.story?.where === frame.key ? told.story.page : "");
  alone.href = address;
  if (!frame.address?.startsWith(address) || (page !== address && page !== frame.address)) look(frame, page);
  else if (version !== frame.version) {
    if (frame.leaving || frame.window.contentDocument.activeElement?.value) return;
    frame.window.contentWindow.location.reload();
  }
  frame.version = version;
}

/** The letters of this letterbox: to choose a thread by, and as a forum lists them. */
function drawThreads() {
  const shown = looker(BY_KEY.thread).frames.thread?.channel;
  const state = JSON.stringify([told.threads, shown, told.forum]);
  if (state === drawThreads.state) return;
  drawThreads.state = state;
  $("#which").replaceChildren(...told.threads.map(({ channel, title }) => make("option", { value: channel, selected: channel === shown }, title)));
  BY_KEY.letters.posts.replaceChildren(...told.threads.map(({ channel, title, said }) => make("li", {},
    make("button", { type: "button", className: channel === shown ? "open" : "", onclick: () => open(channel) },
      title, make("small", {}, said === 1 ? "no responses yet" : said === 2 ? "1 response" : `${said - 1} responses`)))));
}

/** Where the story is: its sentence stands in the frame where it happens, and the button that is about to be pressed glows. */
function drawStory() {
  const story = told.story;
  document.body.classList.toggle("playing", Boolean(story));
  $("#play").replaceChildren(...(story ? ["Stop"] : [make("span", { ariaHidden: "true" }, "▶"), " Play it for me"]));
  const now = story ? `${run}.${story.step}` : "";
  for (const frame of FRAMES) {
    const here = story?.where === frame.key;
    frame.section.classList.toggle("told", here);
    frame.caption.hidden = !here;
    for (const button of frame.window.contentDocument?.querySelectorAll("button.about-to-be-pressed") ?? []) button.classList.remove("about-to-be-pressed");
    if (here && story.label) [...frame.window.contentDocument?.querySelectorAll('[role="log"] button') ?? []]
      .filter((button) => button.textContent.trim() === story.label && !button.disabled).at(-1)?.classList.add("about-to-be-pressed");
    if (here) keepUp(frame);
  }
  if (now === step) return;
  step = now;
  if (!story) return;
  const frame = BY_KEY[story.where];
  thread = "";
  frame.caption.replaceChildren(
    make("p", { role: "status" }, story.sentence),
    make("div", {}, make("small", {}, `${story.step} of ${story.steps}`),
      make("button", { type: "button", onclick: () => ask("next") }, story.step === story.steps ? "Done" : "Next"),
      make("button", { type: "button", onclick: () => ask("stop") }, "Take over")));
  bringToFront(frame);
  frame.section.scrollIntoView({ block: "nearest" });
}

/** What the story speaks of was said last: show that whenever more is said, or its frame has another size. */
function keepUp(frame) {
  const log = frame.window.contentDocument?.querySelector('[role="log"]');
  const size = log && [run, told.story.step, log.scrollHeight, log.clientHeight].join();
  if (!log || frame.seen === size) return;
  frame.seen = size;
  log.scrollTop = log.scrollHeight;
}

/** Point a frame somewhere else; one that looks there already keeps what is being typed into it. */
function look(frame, address) {
  if (frame.address === address) return;
  frame.address = address;
  frame.messages = undefined;
  frame.section.classList.remove("asking");
  frame.window.contentWindow.location.replace(address);
}

/** Whoever opens a frame sees what was said last there. */
function arrive(frame) {
  if (frame.arrived === frame.address || !frame.window.contentWindow.simcordPreview?.ready) return;
  frame.arrived = frame.address;
  const log = frame.window.contentDocument.querySelector('[role="log"]');
  frame.window.contentDocument.fonts.ready.then(() => { log.scrollTop = log.scrollHeight; });
}

/** Mark the tab of a frame in the background where something new stands. */
function announce(frame, there) {
  const before = frame.messages;
  frame.messages = there?.messages ?? there?.version;
  const hidden = $("#tabs").classList.contains("one") && frame !== inFront;
  if (hidden && before !== undefined && frame.messages > before) frame.tab.classList.add("news");
}

/** What to do here; or, after an action that came to nothing, that it did, as Discord says it. */
function say(frame, hint) {
  const last = frame.window.contentWindow.simcordPreview?.lastAction;
  const wrong = Boolean(last) && (last.rejected || ["failed", "timeout"].includes(last.settlement));
  frame.hintLine.classList.toggle("wrong", wrong);
  frame.hintLine.textContent = frame.hintLine.title = wrong ? "That did not work. Try once more." : hint;
}

function notice(text) {
  $("#notice").textContent = text;
  $("#notice").hidden = !text;
}

/** The story is played in the first letterbox. */
function play() {
  letterbox = $("#letterbox").value = told.letterboxes[0].key;
  ask("play");
}

/** Everything from the beginning: the frames let go of what they showed, and wait for the next run. */
function startAgain() {
  restarting = true;
  notice("Starting again …");
  for (const frame of FRAMES) look(frame, "about:blank");
  ask("again");
}

/** Ask what there is; or, with a deed, for something to be done first. Draws what comes back. */
async function ask(deed, more = {}) {
  const query = new URLSearchParams({ letterbox, thread, zone: Intl.DateTimeFormat().resolvedOptions().timeZone ?? "", ...(deed ? { deed } : {}), ...more });
  const answer = await fetch(`${deed ? "/do" : "/places"}?${query}`, { headers: { "X-Simcord-Capability": secret } });
  if (answer.status === 401) return notice("This address lacks its secret. Open the one that the terminal shows.");
  if (!answer.ok) return notice("That did not work. Try once more.");
  const news = await answer.json();
  if (restarting && news.run === run) return;
  told = news;
  if (told.run !== run) begin();
  if (thread && told.liveliest !== liveliest) thread = "";
  draw();
  notice("");
}

/** A run of the demo has begun: nothing that was chosen in another one holds. */
function begin() {
  run = told.run;
  restarting = false;
  letterbox = told.letterbox;
  thread = "";
  whom = EVERYBODY;
  for (const frame of FRAMES) frame.messages = undefined;
  offerPeople();
}

async function follow() {
  try {
    await ask();
  } catch {
    notice(restarting ? "Starting again …" : "The demo has ended. Start it again, and open its new address.");
  }
  setTimeout(follow, 700);
}

build();
follow();
