// What scripts/fetch-docs-assets.sh fetched for /docs and /redoc, where it did so before the build. It touches this file when it
// fetches something later, so that the next build takes it in.

#include "CWebAssets.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

#if __has_embed("../../.build/docs-assets/swagger-ui-bundle.js")
static const unsigned char swagger_script[] = {
#embed "../../.build/docs-assets/swagger-ui-bundle.js"
};
#endif

#if __has_embed("../../.build/docs-assets/swagger-ui.css")
static const unsigned char swagger_style[] = {
#embed "../../.build/docs-assets/swagger-ui.css"
};
#endif

#if __has_embed("../../.build/docs-assets/redoc.standalone.js")
static const unsigned char redoc_script[] = {
#embed "../../.build/docs-assets/redoc.standalone.js"
};
#endif

#if __has_embed("../../.build/docs-assets/favicon.png")
static const unsigned char icon[] = {
#embed "../../.build/docs-assets/favicon.png"
};
#endif

// The last row stands for the end: a table of C must not be empty.
static const struct taskflow_asset assets[] = {
#if __has_embed("../../.build/docs-assets/swagger-ui-bundle.js")
    {"docs/swagger-ui-bundle.js", swagger_script, sizeof swagger_script},
#endif
#if __has_embed("../../.build/docs-assets/swagger-ui.css")
    {"docs/swagger-ui.css", swagger_style, sizeof swagger_style},
#endif
#if __has_embed("../../.build/docs-assets/redoc.standalone.js")
    {"docs/redoc.standalone.js", redoc_script, sizeof redoc_script},
#endif
#if __has_embed("../../.build/docs-assets/favicon.png")
    {"docs/favicon.png", icon, sizeof icon},
#endif
    {0, 0, 0},
};

const struct taskflow_asset *taskflow_docs_assets(size_t *count) {
    *count = sizeof assets / sizeof assets[0] - 1;
    return assets;
}
