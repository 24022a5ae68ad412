/* The address is the page: what is to happen to address, history and set-up, whatever comes in whatever order. It is
   pure: what is so and what has happened go in, what is so now and what is to be done come out.

   The page is in one of four phases:
     rest      the address says what trains
     reading   somebody went to another address, and the server is reading it
     opening   what the address says is on its way to the server
     changing  what somebody changed is on its way; its entry of the history is there, but says nothing of its own yet

   What has happened:
     moved {entry, text}           the address is another one: by Back, Forward, a link or typing; entry null: a new one
     read {number, link, waiting}  the server has read it; waiting: a set-up is on its way to be accepted
     unread {number, waiting}      it can't be read, or there is no answer
     edited {draft, time}          somebody wants another set-up
     looked {names, time}          somebody changed what is only shown, or when training pauses
     accepted {link}               the server has taken the newest set-up, which has this link
     refused                       it has not

   What is to be done:
     ask {text, number}  open  again {draft}  stay     ask what an address says; open that, or what an entry was to be;
                                                       or go on with what trains, without what is on its way
     options {but}                                     show what was read, but for what somebody changed since
     mark  push {same}  replace                        number the entry; add one, at first with the `same` text; write it
     settled  lost                                     the address is open; it can't be, and the page goes on without

   The latest that somebody did counts. Entries are numbers, as a browser tells of an entry only what was put into it. */

export const MERGE_MS = 1000; // changes in quick succession are one step of Back

/** @type {AddressState} */
export const START = {
  phase: "rest",
  entry: 0, // of the history, where the page is
  last: 0, // the highest number of an entry
  drafts: {}, // what entries are to be that somebody's change made, until the server has taken it
  accepted: null, // the link of what trains
  wanted: null, // the link that is being opened
  asked: 0, // how many addresses have been asked about
  touched: [], // what somebody has changed since going to an address that is not open yet
  changedAt: -Infinity,
};

/** @param {AddressState["drafts"]} drafts
    @param {number} entry */
function without(drafts, entry) {
  const { [entry]: gone, ...rest } = drafts;
  return rest;
}

/** Another entry, after the one where the page is, for a change; or the same one, soon after the last change.
    @param {AddressState} state
    @param {number} time
    @returns {[AddressState, AddressEffect[]]} */
function entryFor(state, time) {
  const fresh = state.phase === "reading" || state.phase === "opening" || !(time - state.changedAt < MERGE_MS);
  if (!fresh) return [{ ...state, changedAt: time }, []];
  const entry = state.last + 1;
  return [{ ...state, entry, last: entry, changedAt: time }, [{ do: "push", same: true }]];
}

/** The address is open; what somebody has changed meanwhile is a step of its own.
    @param {AddressState} state
    @param {AddressEffect[]} effects
    @returns {[AddressState, AddressEffect[]]} */
function settle(state, effects) {
  const [next, more] = state.touched.length ? entryFor(state, state.changedAt) : [state, []];
  /** @type {AddressEffect[]} */
  const write = more.length ? [{ do: "replace" }] : [];
  return [{ ...next, phase: "rest", wanted: null, touched: [] }, [...effects, { do: "settled" }, ...more, ...write]];
}

/** The entry says what trains.
    @param {AddressState} state
    @param {AddressEffect[]} [effects]
    @returns {[AddressState, AddressEffect[]]} */
function written(state, effects = []) {
  const drafts = without(state.drafts, state.entry);
  return [{ ...state, phase: "rest", wanted: null, touched: [], drafts }, [{ do: "replace" }, ...effects]];
}

/** @type {{ [type in AddressEvent["type"]]: (state: AddressState, event: any) => [AddressState, AddressEffect[]] }} */
const EVENTS = {
  moved(state, { entry, text }) {
    const place = entry ?? state.last + 1;
    const moved = {
      ...state,
      entry: place,
      last: Math.max(place, state.last),
      touched: [],
      wanted: null,
      changedAt: -Infinity,
    };
    /** @type {AddressEffect[]} */
    const marked = entry === null ? [{ do: "mark" }] : [];
    const draft = state.drafts[place];
    if (draft !== undefined) return [{ ...moved, phase: "changing" }, [...marked, { do: "again", draft }]];
    const number = state.asked + 1;
    return [{ ...moved, phase: "reading", asked: number }, [...marked, { do: "ask", text, number }]];
  },
  read(state, { number, link, waiting }) {
    if (state.phase !== "reading" || number !== state.asked) return [state, []];
    /** @type {AddressEffect} */
    const shown = { do: "options", but: state.touched };
    if (link !== state.accepted) return [{ ...state, phase: "opening", wanted: link }, [shown, { do: "open" }]];
    return settle({ ...state, phase: "reading" }, waiting ? [{ do: "stay" }, shown] : [shown]);
  },
  unread(state, { number, waiting }) {
    if (state.phase !== "reading" || number !== state.asked) return [state, []];
    return waiting ? [{ ...state, phase: "changing" }, [{ do: "lost" }]] : written(state, [{ do: "lost" }]);
  },
  edited(state, { draft, time }) {
    const [next, effects] = entryFor(state, time);
    const drafts = { ...next.drafts, [next.entry]: draft };
    return [{ ...next, phase: "changing", drafts, wanted: null, touched: [] }, effects];
  },
  looked(state, { names, time }) {
    if (state.phase === "changing") return [state, []]; // it is written once the change is taken
    if (state.phase !== "rest") return [{ ...state, touched: [...state.touched, ...names] }, []];
    const [next, effects] = entryFor(state, time);
    return [next, [...effects, { do: "replace" }]];
  },
  accepted(state, { link }) {
    const next = { ...state, accepted: link };
    if (state.phase === "reading" || (state.phase === "rest" && [null, link].includes(state.accepted)))
      return [next, []];
    return state.phase === "opening" && link === state.wanted ? settle(next, []) : written(next);
  },
  refused: (state) => (state.phase === "opening" || state.phase === "changing" ? written(state) : [state, []]),
};

/** What is so after an event, and what is to be done, in this order.
    @param {AddressState} state
    @param {AddressEvent} event */
export const step = (state, event) => EVENTS[event.type](state, event);
