/* Where rows are kept: in the browser's IndexedDB, each by its id. Where there is none, as in some private windows, or
   where it has no room, nothing is kept, and nobody is told: the rows of this page are there until it is closed. */

const [NAME, VERSION, ROWS] = ["playground-runs", 1, "rows"];

/** @type {Promise<IDBDatabase | null> | null} */
let opened = null;

/** @template T
    @param {IDBRequest<T>} request
    @returns {Promise<T>} */
const settled = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

async function open() {
  const request = indexedDB.open(NAME, VERSION);
  request.onupgradeneeded = () => request.result.createObjectStore(ROWS, { keyPath: "id" });
  const database = await settled(request);
  database.onversionchange = () => database.close(); // somebody deletes it
  return database;
}

/** Do something with the rows; nothing where that can't be.
    @template T
    @param {IDBTransactionMode} mode
    @param {(rows: IDBObjectStore) => IDBRequest<T>} act
    @returns {Promise<T | null>} */
async function use(mode, act) {
  try {
    opened ??= open().catch(() => null);
    const database = await opened;
    return database ? await settled(act(database.transaction(ROWS, mode).objectStore(ROWS))) : null;
  } catch {
    return null;
  }
}

/** All that is there, whatever it is. */
export const all = async () => /** @type {unknown[]} */ ((await use("readonly", (rows) => rows.getAll())) ?? []);

/** @param {RunRow} row */
export const put = (row) => use("readwrite", (rows) => rows.put(row));

/** @param {IDBValidKey} id */
export const remove = (id) => use("readwrite", (rows) => rows.delete(id));
