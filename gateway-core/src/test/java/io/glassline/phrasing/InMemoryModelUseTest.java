package io.glassline.phrasing;

class InMemoryModelUseTest extends ModelUseContract {

    @Override
    protected ModelUse use() {
        return new InMemoryModelUse();
    }
}
