package io.glassline.trial;

import io.glassline.config.VersionId;
import io.glassline.version.InMemoryVersions;

class InMemoryShadowsTest extends ShadowsContract {

    private final InMemoryVersions versions = new InMemoryVersions(clock);
    private final VersionId active = versions.live("aaaaaaaaaaaa", "", "lee", "dana", clock.instant());
    private final VersionId draft = versions.pushed("bbbbbbbbbbbb", "", "lee", clock.instant());
    private final VersionId otherDraft = versions.pushed("cccccccccccc", "", "lee", clock.instant());
    private final Shadows shadows = new InMemoryShadows(versions, clock);

    @Override
    protected Shadows shadows() {
        return shadows;
    }

    @Override
    protected VersionId active() {
        return active;
    }

    @Override
    protected VersionId draft() {
        return draft;
    }

    @Override
    protected VersionId otherDraft() {
        return otherDraft;
    }

    @Override
    protected void activate(VersionId version) {
        versions.live(version.hex(), "", "lee", "dana", clock.instant());
    }
}
