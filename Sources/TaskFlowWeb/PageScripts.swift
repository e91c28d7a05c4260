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
}
