package io.glassline.console;

record NoticePage(PageFrame frame, String words) {}
