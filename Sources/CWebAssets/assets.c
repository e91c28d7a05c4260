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
#embed "../TaskFlowWeb/Assets/app/board/arrange.js"
};

static const unsigned char asset_6[] = {
#embed "../TaskFlowWeb/Assets/app/board/arrivals.js"
};

static const unsigned char asset_7[] = {
#embed "../TaskFlowWeb/Assets/app/board/board.js"
};

static const unsigned char asset_8[] = {
#embed "../TaskFlowWeb/Assets/app/board/card.js"
};

static const unsigned char asset_9[] = {
#embed "../TaskFlowWeb/Assets/app/board/columns.js"
};

static const unsigned char asset_10[] = {
#embed "../TaskFlowWeb/Assets/app/board/data.js"
};

static const unsigned char asset_11[] = {
#embed "../TaskFlowWeb/Assets/app/board/drag.js"
};

static const unsigned char asset_12[] = {
#embed "../TaskFlowWeb/Assets/app/board/events.js"
};

static const unsigned char asset_13[] = {
#embed "../TaskFlowWeb/Assets/app/board/grouping.js"
};

static const unsigned char asset_14[] = {
#embed "../TaskFlowWeb/Assets/app/board/lanes.js"
};

static const unsigned char asset_15[] = {
#embed "../TaskFlowWeb/Assets/app/board/rollup.js"
};

static const unsigned char asset_16[] = {
#embed "../TaskFlowWeb/Assets/app/bulk.js"
};

static const unsigned char asset_17[] = {
#embed "../TaskFlowWeb/Assets/app/clock.js"
};

static const unsigned char asset_18[] = {
#embed "../TaskFlowWeb/Assets/app/composer.js"
};

static const unsigned char asset_19[] = {
#embed "../TaskFlowWeb/Assets/app/conflicts.js"
};

static const unsigned char asset_20[] = {
#embed "../TaskFlowWeb/Assets/app/connect.js"
};

static const unsigned char asset_21[] = {
#embed "../TaskFlowWeb/Assets/app/dates.js"
};

static const unsigned char asset_22[] = {
#embed "../TaskFlowWeb/Assets/app/deletes.js"
};

static const unsigned char asset_23[] = {
#embed "../TaskFlowWeb/Assets/app/dialogs.js"
};

static const unsigned char asset_24[] = {
#embed "../TaskFlowWeb/Assets/app/dom.js"
};

static const unsigned char asset_25[] = {
#embed "../TaskFlowWeb/Assets/app/drafts.js"
};

static const unsigned char asset_26[] = {
#embed "../TaskFlowWeb/Assets/app/filters.js"
};

static const unsigned char asset_27[] = {
#embed "../TaskFlowWeb/Assets/app/frame.js"
};

static const unsigned char asset_28[] = {
#embed "../TaskFlowWeb/Assets/app/graph/drawing.js"
};

static const unsigned char asset_29[] = {
#embed "../TaskFlowWeb/Assets/app/graph/layout.js"
};

static const unsigned char asset_30[] = {
#embed "../TaskFlowWeb/Assets/app/inbox/count.js"
};

static const unsigned char asset_31[] = {
#embed "../TaskFlowWeb/Assets/app/inbox/inbox.js"
};

static const unsigned char asset_32[] = {
#embed "../TaskFlowWeb/Assets/app/inbox/inboxkeys.js"
};

static const unsigned char asset_33[] = {
#embed "../TaskFlowWeb/Assets/app/inbox/items.js"
};

static const unsigned char asset_34[] = {
#embed "../TaskFlowWeb/Assets/app/inbox/judge.js"
};

static const unsigned char asset_35[] = {
#embed "../TaskFlowWeb/Assets/app/inbox/panels.js"
};

static const unsigned char asset_36[] = {
#embed "../TaskFlowWeb/Assets/app/inbox/rows.js"
};

static const unsigned char asset_37[] = {
#embed "../TaskFlowWeb/Assets/app/keys.js"
};

static const unsigned char asset_38[] = {
#embed "../TaskFlowWeb/Assets/app/leasemarks.js"
};

static const unsigned char asset_39[] = {
#embed "../TaskFlowWeb/Assets/app/leases.js"
};

static const unsigned char asset_40[] = {
#embed "../TaskFlowWeb/Assets/app/lifecycle.js"
};

static const unsigned char asset_41[] = {
#embed "../TaskFlowWeb/Assets/app/list.js"
};

static const unsigned char asset_42[] = {
#embed "../TaskFlowWeb/Assets/app/main.js"
};

static const unsigned char asset_43[] = {
#embed "../TaskFlowWeb/Assets/app/markdown.js"
};

static const unsigned char asset_44[] = {
#embed "../TaskFlowWeb/Assets/app/matching.js"
};

static const unsigned char asset_45[] = {
#embed "../TaskFlowWeb/Assets/app/mine.js"
};

static const unsigned char asset_46[] = {
#embed "../TaskFlowWeb/Assets/app/news.js"
};

static const unsigned char asset_47[] = {
#embed "../TaskFlowWeb/Assets/app/pagekeys.js"
};

static const unsigned char asset_48[] = {
#embed "../TaskFlowWeb/Assets/app/palette.js"
};

static const unsigned char asset_49[] = {
#embed "../TaskFlowWeb/Assets/app/pane/anyway.js"
};

static const unsigned char asset_50[] = {
#embed "../TaskFlowWeb/Assets/app/pane/comments.js"
};

static const unsigned char asset_51[] = {
#embed "../TaskFlowWeb/Assets/app/pane/editing.js"
};

static const unsigned char asset_52[] = {
#embed "../TaskFlowWeb/Assets/app/pane/facts.js"
};

static const unsigned char asset_53[] = {
#embed "../TaskFlowWeb/Assets/app/pane/lease.js"
};

static const unsigned char asset_54[] = {
#embed "../TaskFlowWeb/Assets/app/pane/links.js"
};

static const unsigned char asset_55[] = {
#embed "../TaskFlowWeb/Assets/app/pane/needs.js"
};

static const unsigned char asset_56[] = {
#embed "../TaskFlowWeb/Assets/app/pane/pane.js"
};

static const unsigned char asset_57[] = {
#embed "../TaskFlowWeb/Assets/app/pane/questions.js"
};

static const unsigned char asset_58[] = {
#embed "../TaskFlowWeb/Assets/app/pane/steps.js"
};

static const unsigned char asset_59[] = {
#embed "../TaskFlowWeb/Assets/app/pane/subtasks.js"
};

static const unsigned char asset_60[] = {
#embed "../TaskFlowWeb/Assets/app/pane/telling.js"
};

static const unsigned char asset_61[] = {
#embed "../TaskFlowWeb/Assets/app/pane/timeline.js"
};

static const unsigned char asset_62[] = {
#embed "../TaskFlowWeb/Assets/app/plan/faults.js"
};

static const unsigned char asset_63[] = {
#embed "../TaskFlowWeb/Assets/app/plan/page.js"
};

static const unsigned char asset_64[] = {
#embed "../TaskFlowWeb/Assets/app/plan/picture.js"
};

static const unsigned char asset_65[] = {
#embed "../TaskFlowWeb/Assets/app/plan/reading.js"
};

static const unsigned char asset_66[] = {
#embed "../TaskFlowWeb/Assets/app/plan/scanning.js"
};

static const unsigned char asset_67[] = {
#embed "../TaskFlowWeb/Assets/app/plan/shape.js"
};

static const unsigned char asset_68[] = {
#embed "../TaskFlowWeb/Assets/app/projects.js"
};

static const unsigned char asset_69[] = {
#embed "../TaskFlowWeb/Assets/app/questions.js"
};

static const unsigned char asset_70[] = {
#embed "../TaskFlowWeb/Assets/app/rooms.js"
};

static const unsigned char asset_71[] = {
#embed "../TaskFlowWeb/Assets/app/router.js"
};

static const unsigned char asset_72[] = {
#embed "../TaskFlowWeb/Assets/app/search.js"
};

static const unsigned char asset_73[] = {
#embed "../TaskFlowWeb/Assets/app/selection.js"
};

static const unsigned char asset_74[] = {
#embed "../TaskFlowWeb/Assets/app/selectionbar.js"
};

static const unsigned char asset_75[] = {
#embed "../TaskFlowWeb/Assets/app/session.js"
};

static const unsigned char asset_76[] = {
#embed "../TaskFlowWeb/Assets/app/signin.js"
};

static const unsigned char asset_77[] = {
#embed "../TaskFlowWeb/Assets/app/store.js"
};

static const unsigned char asset_78[] = {
#embed "../TaskFlowWeb/Assets/app/stream.js"
};

static const unsigned char asset_79[] = {
#embed "../TaskFlowWeb/Assets/app/taskkeys.js"
};

static const unsigned char asset_80[] = {
#embed "../TaskFlowWeb/Assets/app/undo.js"
};

static const unsigned char asset_81[] = {
#embed "../TaskFlowWeb/Assets/app/version.js"
};

static const unsigned char asset_82[] = {
#embed "../TaskFlowWeb/Assets/app/walking.js"
};

static const unsigned char asset_83[] = {
#embed "../TaskFlowWeb/Assets/app/widgets.js"
};

static const unsigned char asset_84[] = {
#embed "../TaskFlowWeb/Assets/app/writes.js"
};

static const unsigned char asset_85[] = {
#embed "../TaskFlowWeb/Assets/docs/redoc-init.js"
};

static const unsigned char asset_86[] = {
#embed "../TaskFlowWeb/Assets/docs/session.css"
};

static const unsigned char asset_87[] = {
#embed "../TaskFlowWeb/Assets/docs/session.js"
};

static const unsigned char asset_88[] = {
#embed "../TaskFlowWeb/Assets/docs/swagger-init.js"
};

static const unsigned char asset_89[] = {
#embed "../TaskFlowWeb/Assets/icon.svg"
};

static const unsigned char asset_90[] = {
#embed "../TaskFlowWeb/Assets/manifest.webmanifest"
};

static const unsigned char asset_91[] = {
#embed "../TaskFlowWeb/Assets/modules.txt"
};

static const unsigned char asset_92[] = {
#embed "../TaskFlowWeb/Assets/shell.html"
};

static const unsigned char asset_93[] = {
#embed "../TaskFlowWeb/Assets/style/base.css"
};

static const unsigned char asset_94[] = {
#embed "../TaskFlowWeb/Assets/style/board.css"
};

static const unsigned char asset_95[] = {
#embed "../TaskFlowWeb/Assets/style/frame.css"
};

static const unsigned char asset_96[] = {
#embed "../TaskFlowWeb/Assets/style/pages.css"
};

static const unsigned char asset_97[] = {
#embed "../TaskFlowWeb/Assets/style/pane.css"
};

static const unsigned char asset_98[] = {
#embed "../TaskFlowWeb/Assets/style/parts.css"
};

static const unsigned char asset_99[] = {
#embed "../TaskFlowWeb/Assets/style/plan.css"
};

static const unsigned char asset_100[] = {
#embed "../TaskFlowWeb/Assets/style/tokens.css"
};

static const unsigned char asset_101[] = {
#embed "../TaskFlowWeb/Assets/style/words.css"
};

static const unsigned char asset_102[] = {
#embed "../TaskFlowWeb/Assets/styles.txt"
};

static const struct taskflow_asset assets[] = {
    {"app/access.js", asset_0, sizeof asset_0},
    {"app/actions.js", asset_1, sizeof asset_1},
    {"app/agents.js", asset_2, sizeof asset_2},
    {"app/announce.js", asset_3, sizeof asset_3},
    {"app/api.js", asset_4, sizeof asset_4},
    {"app/board/arrange.js", asset_5, sizeof asset_5},
    {"app/board/arrivals.js", asset_6, sizeof asset_6},
    {"app/board/board.js", asset_7, sizeof asset_7},
    {"app/board/card.js", asset_8, sizeof asset_8},
    {"app/board/columns.js", asset_9, sizeof asset_9},
    {"app/board/data.js", asset_10, sizeof asset_10},
    {"app/board/drag.js", asset_11, sizeof asset_11},
    {"app/board/events.js", asset_12, sizeof asset_12},
    {"app/board/grouping.js", asset_13, sizeof asset_13},
    {"app/board/lanes.js", asset_14, sizeof asset_14},
    {"app/board/rollup.js", asset_15, sizeof asset_15},
    {"app/bulk.js", asset_16, sizeof asset_16},
    {"app/clock.js", asset_17, sizeof asset_17},
    {"app/composer.js", asset_18, sizeof asset_18},
    {"app/conflicts.js", asset_19, sizeof asset_19},
    {"app/connect.js", asset_20, sizeof asset_20},
    {"app/dates.js", asset_21, sizeof asset_21},
    {"app/deletes.js", asset_22, sizeof asset_22},
    {"app/dialogs.js", asset_23, sizeof asset_23},
    {"app/dom.js", asset_24, sizeof asset_24},
    {"app/drafts.js", asset_25, sizeof asset_25},
    {"app/filters.js", asset_26, sizeof asset_26},
    {"app/frame.js", asset_27, sizeof asset_27},
    {"app/graph/drawing.js", asset_28, sizeof asset_28},
    {"app/graph/layout.js", asset_29, sizeof asset_29},
    {"app/inbox/count.js", asset_30, sizeof asset_30},
    {"app/inbox/inbox.js", asset_31, sizeof asset_31},
    {"app/inbox/inboxkeys.js", asset_32, sizeof asset_32},
    {"app/inbox/items.js", asset_33, sizeof asset_33},
    {"app/inbox/judge.js", asset_34, sizeof asset_34},
    {"app/inbox/panels.js", asset_35, sizeof asset_35},
    {"app/inbox/rows.js", asset_36, sizeof asset_36},
    {"app/keys.js", asset_37, sizeof asset_37},
    {"app/leasemarks.js", asset_38, sizeof asset_38},
    {"app/leases.js", asset_39, sizeof asset_39},
    {"app/lifecycle.js", asset_40, sizeof asset_40},
    {"app/list.js", asset_41, sizeof asset_41},
    {"app/main.js", asset_42, sizeof asset_42},
    {"app/markdown.js", asset_43, sizeof asset_43},
    {"app/matching.js", asset_44, sizeof asset_44},
    {"app/mine.js", asset_45, sizeof asset_45},
    {"app/news.js", asset_46, sizeof asset_46},
    {"app/pagekeys.js", asset_47, sizeof asset_47},
    {"app/palette.js", asset_48, sizeof asset_48},
    {"app/pane/anyway.js", asset_49, sizeof asset_49},
    {"app/pane/comments.js", asset_50, sizeof asset_50},
    {"app/pane/editing.js", asset_51, sizeof asset_51},
    {"app/pane/facts.js", asset_52, sizeof asset_52},
    {"app/pane/lease.js", asset_53, sizeof asset_53},
    {"app/pane/links.js", asset_54, sizeof asset_54},
    {"app/pane/needs.js", asset_55, sizeof asset_55},
    {"app/pane/pane.js", asset_56, sizeof asset_56},
    {"app/pane/questions.js", asset_57, sizeof asset_57},
    {"app/pane/steps.js", asset_58, sizeof asset_58},
    {"app/pane/subtasks.js", asset_59, sizeof asset_59},
    {"app/pane/telling.js", asset_60, sizeof asset_60},
    {"app/pane/timeline.js", asset_61, sizeof asset_61},
    {"app/plan/faults.js", asset_62, sizeof asset_62},
    {"app/plan/page.js", asset_63, sizeof asset_63},
    {"app/plan/picture.js", asset_64, sizeof asset_64},
    {"app/plan/reading.js", asset_65, sizeof asset_65},
    {"app/plan/scanning.js", asset_66, sizeof asset_66},
    {"app/plan/shape.js", asset_67, sizeof asset_67},
    {"app/projects.js", asset_68, sizeof asset_68},
    {"app/questions.js", asset_69, sizeof asset_69},
    {"app/rooms.js", asset_70, sizeof asset_70},
    {"app/router.js", asset_71, sizeof asset_71},
    {"app/search.js", asset_72, sizeof asset_72},
    {"app/selection.js", asset_73, sizeof asset_73},
    {"app/selectionbar.js", asset_74, sizeof asset_74},
    {"app/session.js", asset_75, sizeof asset_75},
    {"app/signin.js", asset_76, sizeof asset_76},
    {"app/store.js", asset_77, sizeof asset_77},
    {"app/stream.js", asset_78, sizeof asset_78},
    {"app/taskkeys.js", asset_79, sizeof asset_79},
    {"app/undo.js", asset_80, sizeof asset_80},
    {"app/version.js", asset_81, sizeof asset_81},
    {"app/walking.js", asset_82, sizeof asset_82},
    {"app/widgets.js", asset_83, sizeof asset_83},
    {"app/writes.js", asset_84, sizeof asset_84},
    {"docs/redoc-init.js", asset_85, sizeof asset_85},
    {"docs/session.css", asset_86, sizeof asset_86},
    {"docs/session.js", asset_87, sizeof asset_87},
    {"docs/swagger-init.js", asset_88, sizeof asset_88},
    {"icon.svg", asset_89, sizeof asset_89},
    {"manifest.webmanifest", asset_90, sizeof asset_90},
    {"modules.txt", asset_91, sizeof asset_91},
    {"shell.html", asset_92, sizeof asset_92},
    {"style/base.css", asset_93, sizeof asset_93},
    {"style/board.css", asset_94, sizeof asset_94},
    {"style/frame.css", asset_95, sizeof asset_95},
    {"style/pages.css", asset_96, sizeof asset_96},
    {"style/pane.css", asset_97, sizeof asset_97},
    {"style/parts.css", asset_98, sizeof asset_98},
    {"style/plan.css", asset_99, sizeof asset_99},
    {"style/tokens.css", asset_100, sizeof asset_100},
    {"style/words.css", asset_101, sizeof asset_101},
    {"styles.txt", asset_102, sizeof asset_102},
};

const struct taskflow_asset *taskflow_assets(size_t *count) {
    *count = sizeof assets / sizeof assets[0];
    return assets;
}
