// The button of a page that needs a passkey. The page holds the options and the form; nothing is fetched.
(function () {
  "use strict";
  const button = document.querySelector("[data-passkey]");
  const options = document.getElementById("passkey-options");
  const field = document.querySelector("input[name=credential]");
  const problem = document.querySelector("[data-passkey-problem]");
  if (!button || !options || !field || !window.PublicKeyCredential) {
    return;
  }

  function bytes(text) {
    const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, (character) => character.charCodeAt(0));
  }

  function text(buffer) {
    const plain = String.fromCharCode(...new Uint8Array(buffer));
    return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }

  function read() {
    const asked = JSON.parse(options.textContent).publicKey;
    asked.challenge = bytes(asked.challenge);
    if (asked.user) {
      asked.user.id = bytes(asked.user.id);
    }
    for (const known of [...(asked.excludeCredentials || []), ...(asked.allowCredentials || [])]) {
      known.id = bytes(known.id);
    }
    return { publicKey: asked };
  }

  function written(credential) {
    const response = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (credential.response[name]) {
        response[name] = text(credential.response[name]);
      }
    }
    return JSON.stringify({
      id: credential.id,
      rawId: text(credential.rawId),
      type: credential.type,
      clientExtensionResults: credential.getClientExtensionResults(),
      response,
    });
  }

  button.hidden = false;
  button.addEventListener("click", async function () {
    try {
      const way = button.dataset.passkey === "create" ? "create" : "get";
      const credential = await navigator.credentials[way](read());
      field.value = written(credential);
      field.form.submit();
    } catch {
      problem.hidden = false;
    }
  });
})();
