// Authorize keeps its token across reloads; a session's cookie goes along by itself.
'use strict';
window.ui = SwaggerUIBundle({
  url: 'openapi.json',
  dom_id: '#swagger-ui',
  presets: [SwaggerUIBundle.presets.apis, SwaggerUIBundle.SwaggerUIStandalonePreset],
  layout: 'BaseLayout',
  deepLinking: true,
  displayRequestDuration: true,
  persistAuthorization: true,
  showCommonExtensions: true,
  showExtensions: true,
  tryItOutEnabled: true,
  // Its judge of documents is another host.
  validatorUrl: null,
});
