/* Files that the page gives away, without asking the server for them. */

/** @param {string} text
    @param {string} name
    @param {string} type */
export function save(text, name, type) {
  const link = Object.assign(document.createElement("a"), {
    href: URL.createObjectURL(new Blob([text], { type })),
    download: name,
  });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
