package io.glassline.router.knowledge;

/// Gives every text a place, such that texts that ask the same lie close together.
interface Space {

    Point place(String text);

    int dimensions();
}
