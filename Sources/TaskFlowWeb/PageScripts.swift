/// The pages' own scripts. They stand outside the pages, so that no page needs inline script.
enum PageScripts {
    /// Authorize keeps its token across reloads; a session cookie goes along by itself.
    static let swagger = """
        "use strict";
        window.ui = SwaggerUIBundle({
          url: "openapi.json",
          dom_id: "#swagger-ui",
          presets: [SwaggerUIBundle.presets.apis, SwaggerUIBundle.SwaggerUIStandalonePreset],
          layout: "BaseLayout",
          deepLinking: true,
          displayRequestDuration: true,
          persistAuthorization: true,
          showCommonExtensions: true,
          showExtensions: true,
          tryItOutEnabled: true
        });

        """

    static let redoc = """
        "use strict";
        Redoc.init("openapi.json", { disableSearch: false, hideHostname: true }, document.getElementById("redoc"));

        """

    /// The code is in the fragment, which browsers send nowhere; it is taken out of the address at once.
    static let signIn = """
        "use strict";
        (async () => {
          const message = document.getElementById("message");
          const code = new URLSearchParams(location.hash.slice(1)).get("login");
          if (!code) { location.replace("docs"); return; }
          history.replaceState(null, "", location.pathname);
          const say = (text) => { message.textContent = text; };
          try {
            const answer = await fetch("api/session", {
              method: "POST",
              headers: { "Content-Type": "application/json" },
              body: JSON.stringify({ code }),
            });
            if (answer.ok) { location.replace("docs"); return; }
            if (answer.status === 401) {
              say("This sign-in link was used already or has expired. Start the server again for a new one.");
            } else if (answer.status === 403) {
              say("The server refused to sign in from this address. Open the link exactly as it was printed.");
            } else if (answer.status === 429) {
              say("Too many attempts to sign in. Wait a minute, then open the link again.");
            } else {
              say("Signing in failed (" + answer.status + "). See the server's log.");
            }
          } catch {
            say("The server cannot be reached. Is it running?");
          }
        })();

        """
}
