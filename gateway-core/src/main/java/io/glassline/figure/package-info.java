/// What conversations came to, counted so that nobody is flattered: a wait that goes on is a wait, and what answers
/// nothing is no answer. Here are the outcome of a conversation, the rows of a day that are given to everyone, the
/// figures of the desk, and which topics rise.
@NullMarked
package io.glassline.figure;

import org.jspecify.annotations.NullMarked;
