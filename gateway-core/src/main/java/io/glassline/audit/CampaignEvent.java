package io.glassline.audit;

import io.glassline.programme.Campaign;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What becomes of campaigns.
public sealed interface CampaignEvent extends AuditEvent {

    Campaign campaign();

    @Override
    default Optional<String> channel() {
        return Optional.empty();
    }

    private static SealedPart about(Campaign campaign) {
        return new SealedPart()
                .with(AuditField.CAMPAIGN, campaign.id().value())
                .with(AuditField.PROGRAMME, campaign.programme());
    }

    /// Someone wrote it. The texts are committed to as words.
    record Writing(Campaign campaign, Actor by) implements CampaignEvent {

        @Override
        public AuditKind kind() {
            return AuditKind.CAMPAIGN_WRITTEN;
        }

        @Override
        public Instant at() {
            return campaign.writtenAt();
        }

        @Override
        public SealedPart sealed() {
            return CampaignEvent.about(campaign).with(by);
        }

        @Override
        public Optional<Map<String, Object>> words() {
            var texts = new StringBuilder();
            new TreeMap<>(campaign.texts())
                    .forEach((language, text) ->
                            texts.append(language).append(": ").append(text).append('\n'));
            return Optional.of(Map.of("texts", texts.toString()));
        }
    }

    /// Someone else approved it.
    record Approval(Campaign campaign, Actor by, Instant at) implements CampaignEvent {

        @Override
        public AuditKind kind() {
            return AuditKind.CAMPAIGN_APPROVED;
        }

        @Override
        public SealedPart sealed() {
            return CampaignEvent.about(campaign).with(by);
        }
    }

    /// Someone stopped it.
    record Stop(Campaign campaign, Actor by, Instant at) implements CampaignEvent {

        @Override
        public AuditKind kind() {
            return AuditKind.CAMPAIGN_STOPPED;
        }

        @Override
        public SealedPart sealed() {
            return CampaignEvent.about(campaign).with(by);
        }
    }

    /// Nothing of it waits any more. `people` is to how many it was to go.
    record End(Campaign campaign, long people, Instant at) implements CampaignEvent {

        @Override
        public AuditKind kind() {
            return AuditKind.CAMPAIGN_DONE;
        }

        @Override
        public SealedPart sealed() {
            return CampaignEvent.about(campaign).with(AuditField.PEOPLE, people);
        }
    }
}
