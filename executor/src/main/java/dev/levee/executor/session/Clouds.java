package dev.levee.executor.session;

import dev.levee.cloud.CloudApi;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/// Where cloud APIs come from: the same cloud, seen with different credentials.
@FunctionalInterface
public interface Clouds {

    CloudApi as(AwsCredentialsProvider credentials, String userAgent);
}
