// Says so when a passkey did not come about: the person turned it down, or the device knows none.
import { say } from "sb/toast";

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  say("No passkey was used. Nothing was changed; you can try again, or go another way.");
});
