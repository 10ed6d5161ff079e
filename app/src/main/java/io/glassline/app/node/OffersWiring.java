package io.glassline.app.node;

import io.glassline.app.work.LockedWorker;
import io.glassline.console.QueuesAndPeople;
import io.glassline.desk.QueueDesk;
import io.glassline.offer.Attendance;
import io.glassline.offer.OfferDesk;
import io.glassline.offer.OfferWork;
import io.glassline.offer.Offers;
import io.glassline.offer.Profiles;
import io.glassline.storage.postgres.ClusterLock;
import io.glassline.storage.postgres.PgOffers;
import io.glassline.storage.postgres.PgProfiles;
import io.glassline.storage.postgres.StaffAttendance;
import io.glassline.storage.redis.RedisSeenStaff;
import io.micronaut.context.ApplicationContext;
import java.util.UUID;

/// What waits comes to people: who is there, what they can do, and what they are offered.
record OffersWiring(
        Offers offers,
        Attendance attendance,
        Profiles profiles,
        OfferDesk desk,
        QueuesAndPeople city,
        LockedWorker worker)
        implements Part {

    static OffersWiring open(
            NodeContext node,
            StorageWiring storage,
            ChannelsWiring channels,
            ConversationWiring conversations,
            LiveCity live) {
        var database = storage.database();
        var offers = new PgOffers(database, storage.audit());
        var attendance = new StaffAttendance(database, new RedisSeenStaff(storage.redis()), storage.audit());
        var profiles = new PgProfiles(database, storage.audit());
        var staff = node.deployment().staff();
        var queueDesk = new QueueDesk(
                storage.store(),
                storage.sessions(),
                channels.channels(),
                role -> staff.desk().stream()
                        .filter(agent -> agent.roles().contains(role))
                        .toList(),
                storage.audit(),
                node.clock(),
                UUID::randomUUID);
        var city = new QueuesAndPeople(
                () -> live.now().city().queues().policies(),
                () -> live.now().city().languages());
        var work = new OfferWork(
                offers, attendance, profiles, queueDesk, city::policies, staff::desk, city::languages, node.clock());
        return new OffersWiring(
                offers,
                attendance,
                profiles,
                new OfferDesk(offers, attendance, conversations.desk(), node.clock()),
                city,
                node.closing().add(new LockedWorker("offers", work::step, new ClusterLock(database))));
    }

    @Override
    public void offerTo(ApplicationContext controllers) {
        controllers.registerSingleton(Offers.class, offers);
        controllers.registerSingleton(Attendance.class, attendance);
        controllers.registerSingleton(Profiles.class, profiles);
        controllers.registerSingleton(OfferDesk.class, desk);
        controllers.registerSingleton(QueuesAndPeople.class, city);
    }
}
