// Made by scripts/embed-assets.sh.

#include "CWebAssets.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char asset_0[] = {
#embed "../TaskFlowWeb/Assets/app/access.js"
};

static const unsigned char asset_1[] = {
#embed "../TaskFlowWeb/Assets/app/actions.js"
};

static const unsigned char asset_2[] = {
#embed "../TaskFlowWeb/Assets/app/agents.js"
};

static const unsigned char asset_3[] = {
#embed "../TaskFlowWeb/Assets/app/announce.js"
};

static const unsigned char asset_4[] = {
#embed "../TaskFlowWeb/Assets/app/api.js"
};

static const unsigned char asset_5[] = {
#embed "../TaskFlowWeb/Assets/app/board.js"
};

static const unsigned char asset_6[] = {
#embed "../TaskFlowWeb/Assets/app/card.js"
};

static const unsigned char asset_7[] = {
#embed "../TaskFlowWeb/Assets/app/conflicts.js"
};

static const unsigned char asset_8[] = {
#embed "../TaskFlowWeb/Assets/app/connect.js"
};

static const unsigned char asset_9[] = {
#embed "../TaskFlowWeb/Assets/app/dates.js"
};

static const unsigned char asset_10[] = {
#embed "../TaskFlowWeb/Assets/app/dialogs.js"
};

static const unsigned char asset_11[] = {
#embed "../TaskFlowWeb/Assets/app/dom.js"
};

static const unsigned char asset_12[] = {
#embed "../TaskFlowWeb/Assets/app/drag.js"
};

static const unsigned char asset_13[] = {
#embed "../TaskFlowWeb/Assets/app/editing.js"
};

static const unsigned char asset_14[] = {
#embed "../TaskFlowWeb/Assets/app/filters.js"
};

static const unsigned char asset_15[] = {
#embed "../TaskFlowWeb/Assets/app/frame.js"
};

static const unsigned char asset_16[] = {
#embed "../TaskFlowWeb/Assets/app/keys.js"
};

static const unsigned char asset_17[] = {
#embed "../TaskFlowWeb/Assets/app/lifecycle.js"
};

static const unsigned char asset_18[] = {
#embed "../TaskFlowWeb/Assets/app/list.js"
};

static const unsigned char asset_19[] = {
#embed "../TaskFlowWeb/Assets/app/main.js"
};

static const unsigned char asset_20[] = {
#embed "../TaskFlowWeb/Assets/app/markdown.js"
};

static const unsigned char asset_21[] = {
#embed "../TaskFlowWeb/Assets/app/matching.js"
};

static const unsigned char asset_22[] = {
#embed "../TaskFlowWeb/Assets/app/mine.js"
};

static const unsigned char asset_23[] = {
#embed "../TaskFlowWeb/Assets/app/palette.js"
};

static const unsigned char asset_24[] = {
#embed "../TaskFlowWeb/Assets/app/pane.js"
};

static const unsigned char asset_25[] = {
#embed "../TaskFlowWeb/Assets/app/projects.js"
};

static const unsigned char asset_26[] = {
#embed "../TaskFlowWeb/Assets/app/router.js"
};

static const unsigned char asset_27[] = {
#embed "../TaskFlowWeb/Assets/app/search.js"
};

static const unsigned char asset_28[] = {
#embed "../TaskFlowWeb/Assets/app/session.js"
};

static const unsigned char asset_29[] = {
#embed "../TaskFlowWeb/Assets/app/signin.js"
};

static const unsigned char asset_30[] = {
#embed "../TaskFlowWeb/Assets/app/store.js"
};

static const unsigned char asset_31[] = {
#embed "../TaskFlowWeb/Assets/app/stream.js"
};

static const unsigned char asset_32[] = {
#embed "../TaskFlowWeb/Assets/app/timeline.js"
};

static const unsigned char asset_33[] = {
#embed "../TaskFlowWeb/Assets/app/widgets.js"
};

static const unsigned char asset_34[] = {
#embed "../TaskFlowWeb/Assets/docs/redoc-init.js"
};

static const unsigned char asset_35[] = {
#embed "../TaskFlowWeb/Assets/docs/session.css"
};

static const unsigned char asset_36[] = {
#embed "../TaskFlowWeb/Assets/docs/session.js"
};

static const unsigned char asset_37[] = {
#embed "../TaskFlowWeb/Assets/docs/swagger-init.js"
};

static const unsigned char asset_38[] = {
#embed "../TaskFlowWeb/Assets/icon.svg"
};

static const unsigned char asset_39[] = {
#embed "../TaskFlowWeb/Assets/manifest.webmanifest"
};

static const unsigned char asset_40[] = {
#embed "../TaskFlowWeb/Assets/modules.txt"
};

static const unsigned char asset_41[] = {
#embed "../TaskFlowWeb/Assets/shell.html"
};

static const unsigned char asset_42[] = {
#embed "../TaskFlowWeb/Assets/style/base.css"
};

static const unsigned char asset_43[] = {
#embed "../TaskFlowWeb/Assets/style/board.css"
};

static const unsigned char asset_44[] = {
#embed "../TaskFlowWeb/Assets/style/frame.css"
};

static const unsigned char asset_45[] = {
#embed "../TaskFlowWeb/Assets/style/pages.css"
};

static const unsigned char asset_46[] = {
#embed "../TaskFlowWeb/Assets/style/pane.css"
};

static const unsigned char asset_47[] = {
#embed "../TaskFlowWeb/Assets/style/parts.css"
};

static const unsigned char asset_48[] = {
#embed "../TaskFlowWeb/Assets/style/tokens.css"
};

static const unsigned char asset_49[] = {
#embed "../TaskFlowWeb/Assets/styles.txt"
};

static const struct taskflow_asset assets[] = {
    {"app/access.js", asset_0, sizeof asset_0},
    {"app/actions.js", asset_1, sizeof asset_1},
    {"app/agents.js", asset_2, sizeof asset_2},
    {"app/announce.js", asset_3, sizeof asset_3},
    {"app/api.js", asset_4, sizeof asset_4},
    {"app/board.js", asset_5, sizeof asset_5},
    {"app/card.js", asset_6, sizeof asset_6},
    {"app/conflicts.js", asset_7, sizeof asset_7},
    {"app/connect.js", asset_8, sizeof asset_8},
    {"app/dates.js", asset_9, sizeof asset_9},
    {"app/dialogs.js", asset_10, sizeof asset_10},
    {"app/dom.js", asset_11, sizeof asset_11},
    {"app/drag.js", asset_12, sizeof asset_12},
    {"app/editing.js", asset_13, sizeof asset_13},
    {"app/filters.js", asset_14, sizeof asset_14},
    {"app/frame.js", asset_15, sizeof asset_15},
    {"app/keys.js", asset_16, sizeof asset_16},
    {"app/lifecycle.js", asset_17, sizeof asset_17},
    {"app/list.js", asset_18, sizeof asset_18},
    {"app/main.js", asset_19, sizeof asset_19},
    {"app/markdown.js", asset_20, sizeof asset_20},
    {"app/matching.js", asset_21, sizeof asset_21},
    {"app/mine.js", asset_22, sizeof asset_22},
    {"app/palette.js", asset_23, sizeof asset_23},
    {"app/pane.js", asset_24, sizeof asset_24},
    {"app/projects.js", asset_25, sizeof asset_25},
    {"app/router.js", asset_26, sizeof asset_26},
    {"app/search.js", asset_27, sizeof asset_27},
    {"app/session.js", asset_28, sizeof asset_28},
    {"app/signin.js", asset_29, sizeof asset_29},
    {"app/store.js", asset_30, sizeof asset_30},
    {"app/stream.js", asset_31, sizeof asset_31},
    {"app/timeline.js", asset_32, sizeof asset_32},
    {"app/widgets.js", asset_33, sizeof asset_33},
    {"docs/redoc-init.js", asset_34, sizeof asset_34},
    {"docs/session.css", asset_35, sizeof asset_35},
    {"docs/session.js", asset_36, sizeof asset_36},
    {"docs/swagger-init.js", asset_37, sizeof asset_37},
    {"icon.svg", asset_38, sizeof asset_38},
    {"manifest.webmanifest", asset_39, sizeof asset_39},
    {"modules.txt", asset_40, sizeof asset_40},
    {"shell.html", asset_41, sizeof asset_41},
    {"style/base.css", asset_42, sizeof asset_42},
    {"style/board.css", asset_43, sizeof asset_43},
    {"style/frame.css", asset_44, sizeof asset_44},
    {"style/pages.css", asset_45, sizeof asset_45},
    {"style/pane.css", asset_46, sizeof asset_46},
    {"style/parts.css", asset_47, sizeof asset_47},
    {"style/tokens.css", asset_48, sizeof asset_48},
    {"styles.txt", asset_49, sizeof asset_49},
};

const struct taskflow_asset *taskflow_assets(size_t *count) {
    *count = sizeof assets / sizeof assets[0];
    return assets;
}
