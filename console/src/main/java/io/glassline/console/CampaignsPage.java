package io.glassline.console;

import java.util.List;

/// What the city has sent first and is about to, the latest first.
record CampaignsPage(PageFrame frame, List<CampaignLine> campaigns, boolean more, boolean hasProgrammes) {}
