import { documentation, named, type ResourceTypes } from "../resources/resource-type";

/** Amazon Elastic Container Registry. */
export const ecr: ResourceTypes = {
    "aws:ecr/repository:Repository": {
        id: "{name}",
        autoName: { ...named, lowerCase: true },
        defaults: { imageTagMutability: "MUTABLE" },
        outputs: {
            arn: "arn:aws:ecr:{region}:{account}:repository/{name}",
            registryId: "{account}",
            repositoryUrl: "{account}.dkr.ecr.{region}.amazonaws.com/{name}",
        },
        replaceOn: ["encryptionConfigurations", "name"],
        source: "ecr/repository.go",
        serves: false,
        price: { notEstimated: "storage of images in ECR" },
    },
    "aws:ecr/lifecyclePolicy:LifecyclePolicy": {
        id: "{repository}",
        outputs: { registryId: "{account}" },
        required: ["policy", "repository"],
        replaceOn: ["policy", "repository"],
        // A repository has one policy only: the deletion of the old one would remove the new one (pulumi/pulumi-aws#2085).
        deletedFirst: true,
        source: "ecr/lifecycle_policy.go",
        serves: false,
        price: "free",
    },
    "aws:ecr/repositoryPolicy:RepositoryPolicy": {
        id: "{repository}",
        outputs: { registryId: "{account}" },
        required: ["policy", "repository"],
        replaceOn: ["repository"],
        source: documentation,
        serves: false,
        price: "free",
    },
};
