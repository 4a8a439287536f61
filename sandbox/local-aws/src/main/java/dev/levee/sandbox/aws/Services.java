package dev.levee.sandbox.aws;

import dev.levee.sandbox.aws.iam.Directory;
import dev.levee.sandbox.aws.iam.IamService;
import dev.levee.sandbox.aws.iam.StsService;
import java.util.List;

/// The services of the local cloud. A new one is added here.
final class Services {

    private Services() {}

    static List<AwsService> all(Store store, Directory directory) {
        return List.of(new IamService(store, directory), new StsService(directory));
    }
}
