package dev.levee.cloud;

/// A cloud, seen with one set of credentials.
public interface CloudApi {

    /// Blocks until the cloud has answered or could not; made for virtual threads. Retries what a second try can mend.
    ///
    /// @throws IllegalArgumentException if there is no such operation or no such member of it
    CloudAnswer call(CloudCall call);
}
