/* What a tab has of its own is seen from the beginning: a set-up behind the #, a lesson, a class, or what was done here before.
   Until the scripts have begun, there is only the header: what the server wrote would be seen for a moment, and move. */

const { dataset } = document.documentElement;

if (location.hash.length > 1 || /[?&](?:lesson|class)=/.test(location.search) || sessionStorage.length) {
  dataset.awaits = "own";
  addEventListener("begun", () => delete dataset.awaits, { once: true });
}
