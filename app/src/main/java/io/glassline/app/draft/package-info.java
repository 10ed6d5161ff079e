/// Answers that are drafted from what a city has already: its website, files of pages, a table of
/// questions. A draft is a file in the one format of `config/knowledge`, and nothing the bot knows
/// of, until a person moves it there.
@NullMarked
package io.glassline.app.draft;

import org.jspecify.annotations.NullMarked;
