package io.glassline.request;

import io.glassline.media.Attachment;
import io.glassline.media.Attachments;
import io.glassline.media.MediaFiles;
import io.glassline.media.StoredFile;
import io.glassline.message.Message;
import io.glassline.routing.CityRequest;
import io.glassline.routing.RequestPhoto;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// The photos that citizens send with requests. What leaves the gateway is the copy that was drawn anew, without
/// metadata, of a picture that a virus scanner found clean; never the file as it came.
public final class RequestPhotos {

    /// How long a request waits for its photo to be fetched and scanned. A system cannot be given one later: GeoReport
    /// has no way to add to a report.
    public static final Duration WAIT_MAX = Duration.ofSeconds(30);

    /// How long a photo's address leads to it.
    public static final Duration LINK_FOR = Duration.ofDays(30);

    /// Below which path of the city's public address the photos are.
    public static final String PATH = "/open311/photos/";

    /// 144 bits, which base64 writes in 24 characters.
    public static final int TOKEN_BYTES = 18;

    private final Requests requests;
    private final Attachments attachments;
    private final MediaFiles files;
    private final Supplier<byte[]> chance;
    private final String base;

    /// @param chance gives [#TOKEN_BYTES] fresh bytes each time, from a secure source
    /// @param base the address below which the world finds the city's pages, such as `https://city.example`
    public RequestPhotos(
            Requests requests, Attachments attachments, MediaFiles files, Supplier<byte[]> chance, String base) {
        this.requests = requests;
        this.attachments = attachments;
        this.files = files;
        this.chance = chance;
        this.base = base;
    }

    /// What becomes of the photo of a request that is about to be handed over.
    public sealed interface Choice {

        /// There is none, or none any more: what was decided stays so.
        record NoPhoto() implements Choice {}

        /// It may still come in time.
        record NotYet() implements Choice {}

        /// The request goes without it.
        record Leave(String because) implements Choice {}

        record Send(RequestPhoto decided, GivenPhoto given) implements Choice {}
    }

    /// Reads the file where the system takes files.
    public Choice choose(CityService service, CityRequest request, Instant now) {
        var sent = request.value(CityRequest.PHOTO);
        if (sent.isEmpty() || request.photo().filter(photo -> !photo.isSent()).isPresent()) {
            return new Choice.NoPhoto();
        }
        var way = service.system().photos();
        if (way == RequestSystem.Photos.NONE) {
            return new Choice.Leave("The system takes no photos.");
        }
        var found = find(request, sent.get());
        if (found.map(photo -> photo.state().isUnderWay()).orElse(true)) {
            return now.isBefore(request.askedAt().plus(WAIT_MAX))
                    ? new Choice.NotYet()
                    : new Choice.Leave(
                            "It was not fetched and scanned within %d seconds.".formatted(WAIT_MAX.toSeconds()));
        }
        var photo = found.orElseThrow();
        return publicCopy(photo)
                .map(copy -> send(way, request, photo, copy, now))
                .orElseGet(() -> new Choice.Leave(whyNot(photo)));
    }

    /// Only what this conversation has: what a citizen types may look like the id of another's picture.
    private Optional<Attachment> find(CityRequest request, String message) {
        try {
            return attachments.find(request.conversation(), new Message.Id(UUID.fromString(message)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<StoredFile> publicCopy(Attachment photo) {
        return photo.shown().filter(_ -> photo.state() == Attachment.State.READY);
    }

    private static String whyNot(Attachment photo) {
        return switch (photo.state()) {
            case READY -> "It is no picture that can be drawn here.";
            case UNSCANNED -> "No virus scanner has found it clean.";
            case INFECTED -> "It is infected.";
            case REFUSED, GONE -> photo.because();
            case ERASED -> "It was erased.";
            case FETCHING, HELD -> throw new IllegalStateException("it is still under way");
        };
    }

    private Choice send(RequestSystem.Photos way, CityRequest request, Attachment photo, StoredFile copy, Instant now) {
        if (way == RequestSystem.Photos.MULTIPART) {
            try (var in = files.open(photo.message(), copy.digest())) {
                return new Choice.Send(
                        RequestPhoto.SENT,
                        new GivenPhoto.File("photo." + ending(copy), copy.type(), in.readAllBytes()));
            } catch (IOException e) {
                return new Choice.Leave("Its file cannot be read.");
            }
        }
        var link = request.photo()
                .flatMap(RequestPhoto::link)
                .orElseGet(() -> new RequestPhoto.Link(token(), now.plus(LINK_FOR)));
        var address = URI.create(base + PATH + link.token() + "." + ending(copy));
        return new Choice.Send(RequestPhoto.at(link), new GivenPhoto.Address(address));
    }

    private String token() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(chance.get());
    }

    /// Copies are JPEG or PNG.
    private static String ending(StoredFile copy) {
        return copy.type().equals("image/png") ? "png" : "jpg";
    }

    /// What the address with this token shows now. Whether the picture is clean is asked each time.
    public Optional<Shown> shown(String token, Instant now) {
        return requests.withPhotoLink(token, now)
                .flatMap(request -> request.value(CityRequest.PHOTO).flatMap(message -> find(request, message)))
                .flatMap(photo -> publicCopy(photo).map(copy -> new Shown(photo.message(), copy)));
    }

    /// A copy that anyone with its address may have.
    public record Shown(Message.Id message, StoredFile copy) {}
}
