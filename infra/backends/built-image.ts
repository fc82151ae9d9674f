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
}

/** An image built from a folder and pushed to a private ECR repository with scanning. */
export class BuiltImage extends pulumi.ComponentResource {
    /** The image by digest. */
    readonly uri: pulumi.Output<string>;

    /** Creates the repository, builds and pushes. */
    constructor(name: string, args: BuiltImageArgs, opts?: pulumi.ComponentResourceOptions) {
        super("gatehouse:workloads:BuiltImage", name, args, opts);

        const repository = new awsx.ecr.Repository(
            name,
            {
                name: args.repositoryName,
                imageScanningConfiguration: { scanOnPush: true },
                imageTagMutability: "MUTABLE",
                forceDelete: true,
                lifecyclePolicy: { rules: [{ tagStatus: "untagged", maximumNumberOfImages: 10 }] },
            },
            { parent: this },
        );
        const { context, platform } = args;
        this.uri = new awsx.ecr.Image(
            name,
            { repositoryUrl: repository.url, context, platform },
            { parent: this },
        ).imageUri;

        this.registerOutputs({ uri: this.uri });
    }
}
