/* Ids and selectors are in the layout, and tests/app/test_layout.py says so. Which kind of element has an id, Python
   writes into wire/types.d.ts; which kind a selector finds, its last tag says. */

type ElementOf<Tag extends string> = Tag extends keyof HTMLElementTagNameMap ? HTMLElementTagNameMap[Tag] : HTMLElement;

/** What comes before classes, attributes and the like. */
type TagIn<Compound extends string> = Compound extends `${infer Tag}${"." | "#" | "[" | ":"}${string}`
  ? TagIn<Tag>
  : Compound;

type LastOf<Selector extends string> = Selector extends `${string} ${infer Rest}` ? LastOf<Rest> : Selector;

type Selected<Selector extends string> = Selector extends `${infer One}, ${infer Others}`
  ? Selected<One> | Selected<Others>
  : ElementOf<TagIn<LastOf<Selector>>>;

/** The ids of elements with these tags. */
type IdOf<Tag extends string> =
  | OneOf<Tag, keyof import("./wire/types.js").Tags>
  | OneOf<Tag, import("./wire/types.js").Id>;

type OneOf<Tag extends string, I> = I extends Id
  ? [import("./wire/types.js").Tag<I>] extends [never]
    ? never
    : import("./wire/types.js").Tag<I> extends Tag
      ? I
      : never
  : never;

/** An event of an element, or of one inside it. */
type From<Event, Target = HTMLElement> = Event & { readonly target: Target };

interface Document {
  getElementById<I extends import("./wire/types.js").Id>(
    id: I,
  ): HTMLElementTagNameMap[import("./wire/types.js").Tag<I>];
  getElementById(id: "_dash-config"): HTMLElement;
  querySelector<S extends string>(selectors: S): Selected<S>;
  querySelectorAll<S extends string>(selectors: S): NodeListOf<Selected<S>>;
  addEventListener<K extends keyof DocumentEventMap>(
    type: K,
    listener: (event: From<DocumentEventMap[K]>) => void,
    options?: boolean,
  ): void;
}

interface Element {
  querySelector<S extends string>(selectors: S): Selected<S>;
  querySelectorAll<S extends string>(selectors: S): NodeListOf<Selected<S>>;
  closest<S extends string>(selectors: S): Selected<S> | null;
}

interface HTMLElement {
  addEventListener<K extends keyof HTMLElementEventMap>(
    type: K,
    listener: (event: From<HTMLElementEventMap[K]>) => void,
    options?: boolean,
  ): void;
}

interface HTMLDivElement {
  addEventListener<K extends keyof HTMLElementEventMap>(
    type: K,
    listener: (event: From<HTMLElementEventMap[K]>) => void,
  ): void;
}

/* Nothing is inside these. */

interface HTMLInputElement {
  addEventListener<K extends keyof HTMLElementEventMap>(
    type: K,
    listener: (event: From<HTMLElementEventMap[K], HTMLInputElement>) => void,
  ): void;
}

interface HTMLSelectElement {
  addEventListener<K extends keyof HTMLElementEventMap>(
    type: K,
    listener: (event: From<HTMLElementEventMap[K], HTMLSelectElement>) => void,
  ): void;
}
