// Before anything is shown: scripts run here, so the page is laid out as they will have it. Should one
// of them fail, it is the plain document again.

document.documentElement.classList.add("scripted");
addEventListener("error", () => document.documentElement.classList.remove("scripted"), { once: true });
