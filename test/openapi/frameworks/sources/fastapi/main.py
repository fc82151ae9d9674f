"""A shop as FastAPI's users write it: routers, Pydantic models, a login form and uploads."""

from datetime import datetime
from enum import Enum
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Cookie, Depends, FastAPI, File, Form, Header, HTTPException, Path, Query, UploadFile, status
from fastapi.responses import FileResponse, PlainTextResponse
from fastapi.security import OAuth2PasswordBearer, OAuth2PasswordRequestForm
from pydantic import BaseModel, EmailStr, Field, HttpUrl


class Size(str, Enum):
    small = "small"
    medium = "medium"
    large = "large"


class Token(BaseModel):
    access_token: str
    token_type: str


class Image(BaseModel):
    url: HttpUrl
    name: str


class ItemBase(BaseModel):
    name: str = Field(min_length=1, max_length=80, examples=["A nice mug"])
    description: str | None = None
    price: float = Field(gt=0, description="The price must be greater than zero")
    size: Size = Size.medium
    tags: set[str] = set()
    images: list[Image] | None = None


class ItemCreate(ItemBase):
    pass


class Item(ItemBase):
    id: int
    created_at: datetime
    attributes: dict[str, int] = {}


class Page(BaseModel):
    items: list[Item]
    total: int
    next: str | None


class CardPayment(BaseModel):
    kind: Literal["card"]
    number: str = Field(pattern=r"^\d{16}$")


class TransferPayment(BaseModel):
    kind: Literal["transfer"]
    iban: str


class Order(BaseModel):
    items: list[UUID] = Field(min_length=1)
    payment: Annotated[CardPayment | TransferPayment, Field(discriminator="kind")]
    gift_for: EmailStr | None = None
    callback_url: HttpUrl | None = None


class FilterParams(BaseModel):
    model_config = {"extra": "forbid"}

    limit: int = Field(100, gt=0, le=100)
    offset: int = Field(0, ge=0)
    order_by: Literal["created_at", "price"] = "created_at"


class Message(BaseModel):
    detail: str


app = FastAPI(title="Shop", version="1.4.0", summary="Items and orders", servers=[{"url": "https://shop.example.com/api/v1"}])
oauth2_scheme = OAuth2PasswordBearer(tokenUrl="token", scopes={"orders": "Read orders."})
items = APIRouter(prefix="/items", tags=["items"])


async def current_user(token: Annotated[str, Depends(oauth2_scheme)]) -> str:
    return token


@app.post("/token", tags=["login"])
async def login(form_data: Annotated[OAuth2PasswordRequestForm, Depends()]) -> Token:
    return Token(access_token=form_data.username, token_type="bearer")


@items.get("/")
async def read_items(
    limit: Annotated[int, Query(gt=0, le=100)] = 20,
    q: Annotated[str | None, Query(min_length=3, max_length=50, pattern="^[a-z ]+$")] = None,
    tag: Annotated[list[str] | None, Query()] = None,
    size: Size | None = None,
) -> Page:
    return Page(items=[], total=0, next=None)


@items.post("/", status_code=status.HTTP_201_CREATED)
async def create_item(item: ItemCreate, user: Annotated[str, Depends(current_user)]) -> Item:
    raise HTTPException(501)


@items.get("/{item_id}", responses={404: {"model": Message, "description": "No such item"}})
async def read_item(
    item_id: Annotated[int, Path(title="The ID of the item to get", ge=1)],
    x_tenant: Annotated[str, Header()],
    if_none_match: Annotated[str | None, Header()] = None,
) -> Item:
    raise HTTPException(404)


@items.put("/{item_id}", responses={404: {"model": Message}})
async def update_item(item_id: int, item: ItemCreate, user: Annotated[str, Depends(current_user)]) -> Item:
    raise HTTPException(404)


@items.delete("/{item_id}", status_code=status.HTTP_204_NO_CONTENT)
async def delete_item(item_id: int, user: Annotated[str, Depends(current_user)]) -> None:
    return None


@items.post("/{item_id}/pictures/")
async def upload_picture(
    item_id: int,
    file: Annotated[UploadFile, File(description="A picture")],
    caption: Annotated[str, Form()] = "",
) -> Image:
    raise HTTPException(501)


@items.get("/{item_id}/pictures/{name:path}", response_class=FileResponse)
async def download_picture(item_id: int, name: str):
    return FileResponse(name)


order_callbacks = APIRouter()


@order_callbacks.post("{$request.body#/callback_url}/orders/{$response.body#/id}")
def order_shipped(body: Message) -> None:
    """The shop calls this URL when an order has been shipped."""


@app.webhooks.post("new-item")
def new_item(body: Item) -> None:
    """The shop calls its subscribers for each new item."""


@app.get("/orders/", tags=["orders"])
async def read_orders(filters: Annotated[FilterParams, Query()], user: Annotated[str, Depends(current_user)]) -> list[Order]:
    return []


@app.post("/orders/", tags=["orders"], status_code=status.HTTP_202_ACCEPTED, callbacks=order_callbacks.routes)
async def place_order(order: Order, user: Annotated[str, Depends(current_user)]) -> dict[str, UUID]:
    raise HTTPException(501)


@app.get("/health", response_class=PlainTextResponse)
async def health():
    return "ok"


@app.get("/search/{category}")
async def search(category: Size, q: str, last_seen: Annotated[str | None, Cookie()] = None) -> list[int | str]:
    return []


@app.get("/version", deprecated=True)
async def version():
    return {"version": app.version}


app.include_router(items)
