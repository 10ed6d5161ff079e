package io.glassline.console;

import java.util.List;
import java.util.Optional;

record HomePage(
        String cityName,
        Assets assets,
        List<PublicPage.WayIn> waysIn,
        String entries,
        String log,
        Optional<String> verifierKey) {}
