package dev.levee.schemas;

import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;

/// Regions of AWS, told by the form of their names: there are new ones every year.
@NullMarked
public final class AwsRegions {

    /// Such as `eu-central-1`, `us-gov-west-1` or `eusc-de-east-1`.
    public static final Pattern NAME = Pattern.compile("[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}");

    private AwsRegions() {}

    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }
}
