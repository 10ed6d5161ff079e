package io.glassline.version;

import io.glassline.ManualClock;
import io.glassline.config.ConfigurationFiles;

class InMemoryVersionsTest extends VersionsContract {

    @Override
    protected Versions beginningWith(ConfigurationFiles first) {
        var versions = new InMemoryVersions(new ManualClock(), VersionsContract::mistakes);
        versions.keep(first);
        return versions;
    }
}
