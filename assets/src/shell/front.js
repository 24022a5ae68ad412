/* What a page has to say lies in front of everything. A dialog is in front of all but what is in it, so messages are in the
   dialog that is open. */

const home = document.createComment("messages"); // where they are else

function place() {
  const box = document.querySelector(".messages");
  if (!box) return; // a page without any
  if (!home.isConnected) box.before(home);
  const dialog = [...document.querySelectorAll("dialog:modal")].at(-1);
  if (!dialog) home.after(box);
  else if (box.parentElement !== dialog) dialog.append(box);
}

new MutationObserver(place).observe(document.documentElement, { subtree: true, attributeFilter: ["open"] });
