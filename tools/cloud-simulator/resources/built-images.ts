import type { Cloud } from "../state/cloud";
import { elementsOf, text } from "../state/property-values";

/** Platforms of an image that this stack has built, such as "linux/amd64"; none for any other image. */
export function platformsOf(image: string, { store }: Cloud): string[] {
    return store
        .ofType("docker-build:index:Image")
        .filter(({ outputs }) => image.endsWith(`@${text(outputs.digest)}`))
        .flatMap(({ inputs }) => elementsOf(inputs.platforms).map(text));
}
