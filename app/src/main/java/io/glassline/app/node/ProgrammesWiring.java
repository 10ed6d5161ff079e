package io.glassline.app.node;

import io.glassline.app.work.CampaignWorker;
import io.glassline.programme.CampaignWork;
import io.glassline.programme.Campaigns;
import io.glassline.programme.Programme;
import io.glassline.programme.ProgrammeList;
import io.glassline.storage.postgres.PgCampaigns;
import io.micronaut.context.ApplicationContext;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What the city sends first, to those who asked for it.
record ProgrammesWiring(CampaignWork work, CampaignWorker worker, Campaigns campaigns, ProgrammeList programmes)
        implements Part {

    static ProgrammesWiring open(
            NodeContext node, StorageWiring storage, ChannelsWiring channels, ConfigurationWiring configured) {
        var campaigns = new PgCampaigns(storage.database(), storage.audit());
        var programmes = programmes(configured.live());
        var work = new CampaignWork(
                campaigns,
                programmes,
                storage.store(),
                storage.sessions(),
                channels.channels(),
                storage.ledger(),
                storage.deadLetters(),
                storage.audit(),
                node.clock());
        var worker = node.closing().add(new CampaignWorker(work, node.clock(), node.threads()));
        return new ProgrammesWiring(work, worker, campaigns, programmes);
    }

    private static ProgrammeList programmes(LiveCity live) {
        return new ProgrammeList() {
            @Override
            public Optional<Programme> find(String name) {
                return live.now().city().programmes().find(name);
            }

            @Override
            public List<Programme> all() {
                return live.now().city().programmes().all();
            }

            @Override
            public ZoneId zone() {
                return live.now().city().zone();
            }

            @Override
            public List<Locale> languages() {
                return live.now().city().languages();
            }
        };
    }

    @Override
    public void offerTo(ApplicationContext controllers) {
        controllers.registerSingleton(Campaigns.class, campaigns);
        controllers.registerSingleton(ProgrammeList.class, programmes);
    }
}
