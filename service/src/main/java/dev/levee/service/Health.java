package dev.levee.service;

import java.util.Map;

/// How a service is.
///
/// @param live false: it cannot recover by itself and should be restarted
/// @param ready false: it does not do its work now, for the reasons in the details
/// @param details facts for people; never a secret
public record Health(boolean live, boolean ready, Map<String, String> details) {

    public Health {
        details = Map.copyOf(details);
    }

    public static Health up(Map<String, String> details) {
        return new Health(true, true, details);
    }

    public static Health up() {
        return up(Map.of());
    }

    public static Health notReady(String why) {
        return new Health(true, false, Map.of("why", why));
    }

    public static Health dead(String why) {
        return new Health(false, false, Map.of("why", why));
    }
}
