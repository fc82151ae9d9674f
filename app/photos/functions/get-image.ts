import { getImage, imageCaching, imageType } from "../photos/objects";
import { OperationError, operation } from "../photos/operation";
import { nameIn, photoIn } from "../photos/path-parameters";

/** Returns an image. The row decides which there are: those of a photo whose deletion has begun may still be in the bucket. */
export const handler = operation(async (event) => {
    const image = nameIn(event, "image", /^[a-z0-9]{1,20}$/);
    const { photoId, images } = await photoIn(event);
    const bytes = images?.has(image) ? await getImage(photoId, image) : undefined;
    if (bytes === undefined) throw new OperationError(404, "There is no such image.");
    return {
        statusCode: 200,
        headers: { "Content-Type": imageType, "Cache-Control": imageCaching },
        body: bytes.toString("base64"),
        isBase64Encoded: true,
    };
});
