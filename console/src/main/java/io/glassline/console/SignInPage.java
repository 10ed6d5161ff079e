package io.glassline.console;

import java.util.Optional;

/// `next` is where one wanted to go; `problem` what was wrong with the last try.
record SignInPage(PageFrame frame, String id, String next, Optional<String> problem) {}
