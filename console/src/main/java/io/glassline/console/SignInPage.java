package io.glassline.console;

import java.util.Optional;

/// `next` is where one wanted to go; `problem` what was wrong with the last try.
record SignInPage(Frame frame, String id, String next, Optional<String> problem) {}
