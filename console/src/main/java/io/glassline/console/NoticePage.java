package io.glassline.console;

record NoticePage(Frame frame, String words) {}
