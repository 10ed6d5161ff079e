package io.glassline.console;

import java.util.List;

/// Answers that are taken for each other.
record ConfusionsPage(PageFrame frame, List<AnswerPage.Mixed> confusions) {}
