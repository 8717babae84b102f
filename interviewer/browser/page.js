// The terminal takes the keys as soon as it shows something, without a click.
addEventListener("DOMContentLoaded", () => {
  new MutationObserver((_, observer) => {
    const keys = document.querySelector(".xterm-helper-textarea");
    if (keys && document.body.classList.contains("-first-byte")) {
      keys.focus();
      observer.disconnect();
    }
  }).observe(document.body, { attributes: true, childList: true, subtree: true });
});
