// Package main is a shop as the users of swaggo/swag write it.
package main

import (
	"net/http"
	"time"
)

// Category is the kind of an article.
type Category string

// The kinds of articles.
const (
	Book  Category = "book"
	Music Category = "music"
)

// Article is something for sale.
type Article struct {
	ID        int               `json:"id" example:"1" readonly:"true"`
	Name      string            `json:"name" binding:"required" minLength:"1" maxLength:"80" example:"a mug"`
	Price     float64           `json:"price" binding:"required" minimum:"0.01"`
	Category  Category          `json:"category" enums:"book,music"`
	Tags      []string          `json:"tags,omitempty"`
	Labels    map[string]string `json:"labels,omitempty"`
	Parent    *Article          `json:"parent,omitempty" extensions:"x-nullable"`
	CreatedAt time.Time         `json:"created_at"`
}

// Page is a part of a list.
type Page struct {
	Items []Article `json:"items"`
	Next  string    `json:"next"`
}

// HTTPError is the body of a failed call.
type HTTPError struct {
	Code    int    `json:"code" example:"400"`
	Message string `json:"message" example:"status bad request"`
}

// @title           Shop API
// @version         1.0
// @description     This is a shop.
// @termsOfService  http://example.com/terms/
// @contact.name    API Support
// @license.name    Apache 2.0
// @host            localhost:8080
// @BasePath        /api/v1
// @schemes         http https
// @securityDefinitions.basic  BasicAuth
// @securityDefinitions.apikey Bearer
// @in header
// @name Authorization
// @description Type "Bearer" and the token.
// @securitydefinitions.oauth2.password OAuth2Password
// @tokenUrl https://example.com/oauth/token
// @scope.read Grants read access
func main() {
	http.HandleFunc("GET /articles", listArticles)
	http.HandleFunc("POST /articles", addArticle)
	http.HandleFunc("GET /articles/{id}", getArticle)
	http.HandleFunc("DELETE /articles/{id}", deleteArticle)
	http.HandleFunc("POST /articles/{id}/image", uploadImage)
	http.HandleFunc("GET /articles/{id}/image", downloadImage)
	http.HandleFunc("GET /account", account)
	http.HandleFunc("POST /login", login)
	http.HandleFunc("GET /ping", ping)
	_ = http.ListenAndServe("localhost:8080", nil)
}

// @Summary      List articles
// @Tags         articles
// @Produce      json
// @Param        q        query  string    false  "name search by q"  Format(email)
// @Param        tag      query  []string  false  "tags"              collectionFormat(multi)
// @Param        ids      query  []int     false  "ids"               collectionFormat(csv)
// @Param        category query  string    false  "kind"              Enums(book, music)
// @Param        limit    query  int       false  "at most"           minimum(1) maximum(100) default(20)
// @Success      200  {object}  Page
// @Header       200  {string}  X-Total  "how many"
// @Failure      400,404  {object}  HTTPError
// @Failure      default  {object}  HTTPError
// @Router       /articles [get]
func listArticles(_ http.ResponseWriter, _ *http.Request) {}

// @Summary      Add an article
// @Description  add by json article
// @Tags         articles
// @Accept       json,xml
// @Produce      json
// @Param        article  body      Article  true  "Add article"
// @Success      201      {object}  Article
// @Failure      400      {object}  HTTPError
// @Security     Bearer
// @Router       /articles [post]
func addArticle(_ http.ResponseWriter, _ *http.Request) {}

// @Summary      Show an article
// @Tags         articles
// @Produce      json
// @Param        id        path    int     true   "Article ID"
// @Param        X-Tenant  header  string  true   "tenant"
// @Success      200  {object}  Article
// @Failure      404  {object}  HTTPError
// @Router       /articles/{id} [get]
func getArticle(_ http.ResponseWriter, _ *http.Request) {}

// @Summary      Delete an article
// @Tags         articles
// @Param        id   path  int  true  "Article ID"  Format(int64)
// @Success      204  "No Content"
// @Security     Bearer || BasicAuth
// @Router       /articles/{id} [delete]
func deleteArticle(_ http.ResponseWriter, _ *http.Request) {}

// @Summary      Upload an image
// @Tags         articles
// @Accept       multipart/form-data
// @Produce      json
// @Param        id    path      int   true  "Article ID"
// @Param        file  formData  file  true  "image"
// @Param        alt   formData  string  false  "text"
// @Success      200   {object}  map[string]interface{}
// @Security     OAuth2Password[read]
// @Router       /articles/{id}/image [post]
func uploadImage(_ http.ResponseWriter, _ *http.Request) {}

// @Summary      Download an image
// @Tags         articles
// @Produce      png,jpeg
// @Param        id   path  int  true  "Article ID"
// @Success      200  {file}  binary
// @Router       /articles/{id}/image [get]
func downloadImage(_ http.ResponseWriter, _ *http.Request) {}

// @Summary      The caller's account
// @Tags         accounts
// @Produce      json
// @Success      200  {object}  map[string]string
// @Failure      401  {object}  HTTPError
// @Security     Bearer
// @Router       /account [get]
func account(_ http.ResponseWriter, _ *http.Request) {}

// @Summary      Log in
// @Tags         accounts
// @Accept       x-www-form-urlencoded
// @Produce      json
// @Param        username  formData  string  true  "name"
// @Param        password  formData  string  true  "password"  Format(password)
// @Success      200  {object}  map[string]string
// @Router       /login [post]
func login(_ http.ResponseWriter, _ *http.Request) {}

// @Summary      Ping
// @Produce      plain
// @Success      200  {string}  string  "pong"
// @Router       /ping [get]
func ping(_ http.ResponseWriter, _ *http.Request) {}
