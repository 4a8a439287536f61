package dev.levee.rulebook.policy;

/// A pattern of ARNs: `*` matches any run of characters (none, too, and across `:` and `/`), `?` exactly one.
record ArnPattern(String text) {

    boolean matches(String arn) {
        int at = 0;
        int inArn = 0;
        int lastStar = -1;
        int resumeAt = 0;
        while (inArn < arn.length()) {
            char expected = at < text.length() ? text.charAt(at) : 0;
            if (at < text.length() && expected == '*') {
                lastStar = at++;
                resumeAt = inArn;
            } else if (at < text.length() && (expected == '?' || expected == arn.charAt(inArn))) {
                at++;
                inArn++;
            } else if (lastStar >= 0) {
                // Let the last star take one character more.
                at = lastStar + 1;
                inArn = ++resumeAt;
            } else {
                return false;
            }
        }
        return text.substring(at).chars().allMatch(c -> c == '*');
    }
}
