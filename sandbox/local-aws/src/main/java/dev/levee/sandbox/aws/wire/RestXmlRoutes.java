package dev.levee.sandbox.aws.wire;

import dev.levee.sandbox.aws.wire.ServiceModel.Shape;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.traits.RequiredTrait;

/// Finds the operation a request means by its method, its place, and the query parameters and headers it has to have.
/// Where several fit, the one that asks for most is meant: `ListParts` over `GetObject` when there is an `uploadId`.
final class RestXmlRoutes {

    private enum Level {
        SERVICE,
        BUCKET,
        KEY
    }

    /// @param query parameters that must be there, with their value or an empty one for any
    private record Route(
            Shape shape,
            String method,
            Level level,
            Map<String, String> query,
            List<String> queryMembers,
            List<String> headers) {

        boolean fits(HttpMessage message, S3Address address, Map<String, String> given) {
            return method.equals(message.method())
                    && level == levelOf(address)
                    && query.entrySet().stream().allMatch(wanted -> has(given, wanted.getKey(), wanted.getValue()))
                    && given.keySet().containsAll(queryMembers)
                    && headers.stream().allMatch(name -> message.header(name).isPresent());
        }

        int asksFor() {
            return query.size() + queryMembers.size() + headers.size();
        }

        private static boolean has(Map<String, String> given, String name, String value) {
            return given.containsKey(name) && (value.isEmpty() || value.equals(given.get(name)));
        }
    }

    private final List<Route> routes = new ArrayList<>();

    RestXmlRoutes(Collection<Shape> shapes) {
        for (Shape shape : shapes) {
            String uri = shape.binding().requestUri();
            int question = uri.indexOf('?');
            String path = question < 0 ? uri : uri.substring(0, question);
            Map<String, String> query = question < 0 ? Map.of() : HttpMessage.parameters(uri.substring(question + 1));
            level(path)
                    .ifPresent(level -> routes.add(new Route(
                            shape,
                            shape.binding().httpMethod().name(),
                            level,
                            query,
                            required(shape, "QUERY_PARAM"),
                            required(shape, "HEADER"))));
        }
    }

    Optional<Shape> find(HttpMessage message, S3Address address) {
        Map<String, String> query = message.query();
        return routes.stream()
                .filter(route -> route.fits(message, address, query))
                .max(Comparator.comparingInt(Route::asksFor)
                        .thenComparing(route -> route.shape().name(), Comparator.reverseOrder()))
                .map(Route::shape);
    }

    private static Level levelOf(S3Address address) {
        if (address.bucket().isEmpty()) {
            return Level.SERVICE;
        }
        return address.key().isEmpty() ? Level.BUCKET : Level.KEY;
    }

    private static Optional<Level> level(String template) {
        return switch (template) {
            case "" -> Optional.of(Level.BUCKET);
            case "/" -> Optional.of(Level.SERVICE);
            case "/{Key+}" -> Optional.of(Level.KEY);
            default -> Optional.empty();
        };
    }

    private static List<String> required(Shape shape, String location) {
        return shape.request().sdkFields().stream()
                .filter(field -> field.location().name().equals(location))
                .filter(field -> field.containsTrait(RequiredTrait.class))
                .map(SdkField::locationName)
                .toList();
    }
}
