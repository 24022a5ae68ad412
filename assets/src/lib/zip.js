/* Files in one ZIP archive, as they are: pictures are compressed already. It is pure. (PKWARE's APPNOTE.TXT, 4.3) */

/** @typedef {{ name: string, content: string | Uint8Array }} File */

const CRC = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});
const [LOCAL, CENTRAL, END] = [0x04034b50, 0x02014b50, 0x06054b50];
const UTF8 = 0x0800;
const NEEDED = 20; // version 2.0

/** @param {Uint8Array} bytes */
export const crc = (bytes) => (bytes.reduce((sum, byte) => CRC[(sum ^ byte) & 255] ^ (sum >>> 8), -1) ^ -1) >>> 0;

/** Numbers of 2 or 4 bytes, the least significant byte first.
    @param {[number, 2 | 4][]} fields */
function packed(fields) {
  const bytes = new Uint8Array(fields.reduce((sum, [, size]) => sum + size, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [value, size] of fields) {
    if (size === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += size;
  }
  return bytes;
}

/** The archive, in pieces for a Blob.
    @param {File[]} files
    @param {Date} date */
export function zipped(files, date) {
  const time = (date.getHours() << 11) | (date.getMinutes() << 5) | (date.getSeconds() >> 1);
  const day = ((date.getFullYear() - 1980) << 9) | ((date.getMonth() + 1) << 5) | date.getDate();
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const pieces = [];
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const entries = [];
  let offset = 0;
  for (const { name, content } of files) {
    const bytes = new Uint8Array(typeof content === "string" ? new TextEncoder().encode(content) : content);
    const called = new TextEncoder().encode(name);
    /** @type {[number, 2 | 4][]} */
    const about = [
      [NEEDED, 2],
      [UTF8, 2],
      [0, 2], // stored
      [time, 2],
      [day, 2],
      [crc(bytes), 4],
      [bytes.length, 4],
      [bytes.length, 4],
      [called.length, 2],
      [0, 2],
    ];
    const local = packed([[LOCAL, 4], ...about]);
    entries.push(packed([[CENTRAL, 4], [NEEDED, 2], ...about, [0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]]), called);
    pieces.push(local, called, bytes);
    offset += local.length + called.length + bytes.length;
  }
  const size = entries.reduce((sum, { length }) => sum + length, 0);
  const count = files.length;
  return [
    ...pieces,
    ...entries,
    packed([
      [END, 4],
      [0, 2],
      [0, 2],
      [count, 2],
      [count, 2],
      [size, 4],
      [offset, 4],
      [0, 2],
    ]),
  ];
}
