import type { Rejection } from "../resources/rejection";
import { text } from "../state/property-values";

const type = "aws:ecr/repository:Repository";

/** Calls that Amazon ECR rejects. */
export const repositories: readonly Rejection[] = [
    {
        what: "deleting a repository that has images, without `forceDelete`",
        type,
        on: ["delete"],
        source: "hashicorp/terraform-provider-aws#33523",
        verbatim: true,
        reject: ({ properties, id = "" }, { store }) =>
            properties.forceDelete !== true && store.find(type, id)?.hasImages === true
                ? `ECR Repository (${id}) not empty, consider using force_delete: RepositoryNotEmptyException: The repository with name '${id}' in registry with id '${text(properties.registryId)}' cannot be deleted because it still contains images`
                : undefined,
    },
];
