import * as awsx from "@pulumi/awsx";
import * as pulumi from "@pulumi/pulumi";

/** Arguments of an image. */
export interface BuiltImageArgs {
    /** Name of the ECR repository. */
    repositoryName: string;
    /** Folder with the Dockerfile, relative to the program's folder: an absolute path would differ between machines. */
    context: string;
    /** Platform of the nodes, such as "linux/amd64". */
    platform: string;
    /** Protect the repository and its images from deletion, and retain both where the API is built no longer. */
    deletionProtection: boolean;
}

/** Number of earlier images that remain for a rollback. The current one has the tag, so the rule never expires it. */
const earlierImages = 10;

/** An image built from a folder and pushed to a private ECR repository with scanning. */
export class BuiltImage extends pulumi.ComponentResource {
    /** The image by digest. */
    readonly uri: pulumi.Output<string>;

    /** Creates the repository, builds and pushes. */
    constructor(name: string, args: BuiltImageArgs, opts?: pulumi.ComponentResourceOptions) {
        super("gatehouse:workloads:BuiltImage", name, args, opts);

        const repository = this.createRepository(name, args);
        this.uri = this.build(name, args, repository).imageUri;

        this.registerOutputs({ uri: this.uri });
    }

    private createRepository(name: string, { repositoryName, deletionProtection }: BuiltImageArgs) {
        return new awsx.ecr.Repository(
            name,
            {
                name: repositoryName,
                imageScanningConfiguration: { scanOnPush: true },
                // The tag names the folder, not its content. ECR would reject the second push to an immutable one.
                imageTagMutability: "MUTABLE",
                forceDelete: !deletionProtection,
                lifecyclePolicy: { rules: [{ tagStatus: "untagged", maximumNumberOfImages: earlierImages }] },
            },
            { parent: this, protect: deletionProtection, retainOnDelete: deletionProtection },
        );
    }

    private build(name: string, args: BuiltImageArgs, repository: awsx.ecr.Repository) {
        const { context, platform, deletionProtection } = args;
        return new awsx.ecr.Image(
            name,
            { repositoryUrl: repository.url, context, platform },
            // The provider would delete the image from the repository too.
            { parent: this, retainOnDelete: deletionProtection, transforms: [withImageProvider] },
        );
    }
}

/** Version of the provider that builds images, `@pulumi/docker-build`. */
const imageProviderVersion = "0.0.22";

// The version of awsx, 0.0.14, takes each error of the registry for a missing image: a `pulumi refresh` more than 12 hours
// after the last update, when the token in the state has expired, would drop every image from the state, and the next update
// would build and roll out all of them (pulumi/pulumi-docker-build#424; fixed in 0.0.21, #955).
const withImageProvider: pulumi.ResourceTransform = ({ type, props, opts }) =>
    type === "docker-build:index:Image" ? { props, opts: { ...opts, version: imageProviderVersion } } : undefined;
