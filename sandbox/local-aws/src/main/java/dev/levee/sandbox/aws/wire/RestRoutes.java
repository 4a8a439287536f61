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

/// Finds the operation a request means by its method, its path, and the query parameters and headers it has to have.
/// Where several fit, the one that asks for most is meant: `ListParts` over `GetObject` when there is an `uploadId`.
final class RestRoutes {

    /// An operation, and what the path says of it.
    record Found(Shape shape, Map<String, String> variables) {}

    /// @param query parameters that must be there, with their value or an empty one for any
    private record Route(
            Shape shape,
            String method,
            String path,
            Map<String, String> query,
            List<String> queryMembers,
            List<String> headers) {

        Optional<Found> in(HttpMessage message, Map<String, String> given, PathStyle paths) {
            boolean fits = method.equals(message.method())
                    && query.entrySet().stream().allMatch(wanted -> has(given, wanted.getKey(), wanted.getValue()))
                    && given.keySet().containsAll(queryMembers)
                    && headers.stream().allMatch(name -> message.header(name).isPresent());
            return fits ? paths.match(path, message).map(variables -> new Found(shape, variables)) : Optional.empty();
        }

        int asksFor() {
            return query.size() + queryMembers.size() + headers.size();
        }

        private static boolean has(Map<String, String> given, String name, String value) {
            return given.containsKey(name) && (value.isEmpty() || value.equals(given.get(name)));
        }
    }

    private final List<Route> routes = new ArrayList<>();
    private final PathStyle paths;

    RestRoutes(Collection<Shape> shapes, PathStyle paths) {
        this.paths = paths;
        for (Shape shape : shapes) {
            String uri = shape.binding().requestUri();
            int question = uri.indexOf('?');
            String path = question < 0 ? uri : uri.substring(0, question);
            Map<String, String> query = question < 0 ? Map.of() : HttpMessage.parameters(uri.substring(question + 1));
            routes.add(new Route(
                    shape,
                    shape.binding().httpMethod().name(),
                    path,
                    query,
                    required(shape, "QUERY_PARAM"),
                    required(shape, "HEADER")));
        }
        routes.sort(Comparator.comparingInt(Route::asksFor)
                .reversed()
                .thenComparingInt(route -> route.path().split("[{]", -1).length)
                .thenComparing(route -> route.shape().name()));
    }

    Optional<Found> find(HttpMessage message) {
        Map<String, String> query = message.query();
        return routes.stream()
                .flatMap(route -> route.in(message, query, paths).stream())
                .findFirst();
    }

    private static List<String> required(Shape shape, String location) {
        return shape.request().sdkFields().stream()
                .filter(field -> field.location().name().equals(location))
                .filter(field -> field.containsTrait(RequiredTrait.class))
                .map(SdkField::locationName)
                .toList();
    }
}
